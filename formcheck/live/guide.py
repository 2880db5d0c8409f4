"""What to change about camera, light and place before a set can be judged."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.body import view_name
from formcheck.live.messages import Advice
from formcheck.pose import Landmark, Pose
from formcheck.report.warn import DARK_LUMA
from formcheck.rule import Exercise

BLACK_LUMA = 8.0
LEAST_SIZE = 0.3
"""The body's longer extent against the picture's height: smaller people are hardly found."""
REMEMBERED_S = 0.7
LASTING_SHARE = 0.6
"""Only what holds for most of these moments is worth telling, so that advice does not flicker."""

BLACK = Advice(code="black", text="The picture is black: open the camera's cover, switch on light.")
DARK = Advice(code="dark", text="Too dark: switch on more light.")
NOBODY = Advice(code="nobody", text="Step into the picture.")
TOO_FAR = Advice(code="too-far", text="Come nearer, or move the camera nearer.")
MOVE_BACK = Advice(code="cut-off", text="Move the camera back: your whole body must be seen.")
TURN = Advice(code="turn", text="Turn the camera or yourself: it must see you from the side.")
_BESIDE = {
    "left": "Move to the middle of the picture: you are cut off at its edge.",
    "right": "Move to the middle of the picture: you are cut off at its edge.",
    "top": "Tilt the camera up: your head or back is cut off.",
    "bottom": "Tilt the camera down: your feet are cut off.",
}
_BODY = [
    Landmark.NOSE,
    *(
        Landmark[f"{side}_{joint}"]
        for side in ("LEFT", "RIGHT")
        for joint in ("SHOULDER", "WRIST", "HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX")
    ),
]


@dataclass(frozen=True)
class Shown:
    """What one picture shows of its own quality.

    Attributes:
        pose: of the person watched; None where nobody was found.
        azimuth_deg: where they face, see :class:`formcheck.body.Body`.
    """

    time_s: float
    brightness: float
    pose: Pose | None
    azimuth_deg: float
    width: int
    height: int


class Guide:
    """Advice that holds for most of the last moments."""

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        self._views = frozenset(v for e in exercises for c in e.cycles for v in c.views) - {
            "oblique"
        }
        self._recent: deque[tuple[float, frozenset[str]]] = deque()
        self._texts: dict[str, Advice] = {}

    def look(self, shown: Shown) -> list[Advice]:
        """What to change, gravest first; empty when all is well."""
        found = advice_on(shown, self._views)
        self._texts.update({each.code: each for each in found})
        self._recent.append((shown.time_s, frozenset(each.code for each in found)))
        while shown.time_s - self._recent[0][0] > REMEMBERED_S:
            self._recent.popleft()
        lasting = LASTING_SHARE * len(self._recent)
        return [
            advice
            for code, advice in self._texts.items()
            if sum(code in codes for _, codes in self._recent) > lasting
        ]


def advice_on(shown: Shown, views: frozenset[str]) -> list[Advice]:
    """What to change, by one picture alone."""
    if shown.brightness < BLACK_LUMA:
        return [BLACK]
    light = [DARK] if shown.brightness < DARK_LUMA else []
    if shown.pose is None:
        return [*light, NOBODY]
    place = _place(shown.pose, shown.width, shown.height)
    view = view_name(shown.azimuth_deg) if np.isfinite(shown.azimuth_deg) else None
    turn = [TURN] if view is not None and view not in views else []
    return [*light, *([place] if place else []), *turn]


def _place(pose: Pose, width: int, height: int) -> Advice | None:
    xy = pose.xy[_BODY]
    known = np.isfinite(xy).all(axis=1)
    if not known.any():
        return NOBODY
    low, high = xy[known].min(axis=0), xy[known].max(axis=0)
    over = {
        "left": low[0] < 0,
        "right": high[0] > width,
        "top": low[1] < 0,
        "bottom": high[1] > height,
    }
    beyond = [edge for edge, is_over in over.items() if is_over]
    if len(beyond) == 1:
        return Advice(code="cut-off", text=_BESIDE[beyond[0]])
    if beyond:
        return MOVE_BACK
    return TOO_FAR if (high - low).max() < LEAST_SIZE * height else None
