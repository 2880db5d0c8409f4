"""What can be wrong with camera and screen, each in one sentence that says what to do."""

from __future__ import annotations

from formcheck.errors import FormcheckError


class CameraError(FormcheckError):
    """The camera is missing, busy, or gives no picture."""


class DisplayError(FormcheckError):
    """There is no screen to open a window on."""
