"""The window on the screen."""

from __future__ import annotations

import os
import subprocess
import sys

import cv2

from formcheck.lettering import Picture
from formcheck.live.errors import DisplayError
from formcheck.live.screen import HEIGHT, WIDTH

NAME = "formcheck"
LEAVING_KEYS = {27, ord("q"), ord("Q")}
PROBE_S = 20
_PROBE = "import cv2; cv2.namedWindow('formcheck'); cv2.waitKey(1)"


def check_display() -> None:
    """Try in a process of its own, because a missing screen ends the one that tries.

    Raises:
        DisplayError: there is no screen.
    """
    if sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        raise DisplayError(_sentence())
    try:
        done = subprocess.run([sys.executable, "-c", _PROBE], capture_output=True, timeout=PROBE_S)
    except subprocess.TimeoutExpired as error:
        raise DisplayError(_sentence()) from error
    if done.returncode:
        raise DisplayError(_sentence())


def _sentence() -> str:
    return (
        "There is no screen to open a window on: log in at a desktop (on Debian the packages "
        "libsm6 and libxext6 belong to it), or use --headless, which prints events instead."
    )


class Window:
    """Shows one canvas after the other until somebody closes it."""

    def __init__(self) -> None:
        """Raises DisplayError where there is no screen."""
        check_display()
        cv2.namedWindow(NAME, cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL)
        cv2.resizeWindow(NAME, WIDTH, HEIGHT)
        self._open = True

    def show(self, canvas: Picture) -> bool:
        """Show a canvas; False once the window was closed, or Q or Escape was pressed."""
        if self._open:
            cv2.imshow(NAME, canvas)
            left = cv2.waitKey(1) & 0xFF in LEAVING_KEYS
            self._open = not left and _is_visible()
        return self._open

    def close(self) -> None:
        """Close it."""
        cv2.destroyAllWindows()
        if self._open:
            cv2.waitKey(1)


def _is_visible() -> bool:
    try:
        return cv2.getWindowProperty(NAME, cv2.WND_PROP_VISIBLE) >= 1
    except cv2.error:  # the last window is gone, and what OpenCV asks has gone with it
        return False
