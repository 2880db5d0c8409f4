"""Doubt in a pose whose legs have changed their length, and a second look to settle it.

Where the legs cross or one hides the other, the network may lay a knee or an ankle between both
legs, at full visibility. The bones tell: a thigh or a shin that is suddenly longer or shorter.
Shown the same person a little turned, the network then mostly finds both legs again.
"""

from __future__ import annotations

import numpy as np

from formcheck.pose import LEG_BONES, Floats, Landmark, Pose

TURNS_RAD = (0.1, -0.15)
"""By how much the region is turned for each further look."""
ODD_CHANGE = 0.12
MEMORY_S = 1.0

_FROM, _TO = (np.array(ends) for ends in zip(*LEG_BONES, strict=True))
_LEGS = list(range(Landmark.LEFT_KNEE, Landmark.RIGHT_ANKLE + 1))


class LegMemory:
    """How long a person's legs have lately been in the picture, and where they were."""

    def __init__(self, pose: Pose, time_s: float) -> None:
        self._bones = _bones(pose)
        self._legs = pose.xy[_LEGS]
        self._time_s = time_s

    def doubts(self, pose: Pose) -> bool:
        """Whether a bone of the legs has another length than it lately had."""
        change = np.abs(_bones(pose) / np.maximum(self._bones, 1.0) - 1)
        return bool(change.max() > ODD_CHANGE)

    def strangeness(self, pose: Pose) -> float:
        """How much bones and places differ from what they were; the less the likelier."""
        bones = np.abs(np.log(np.maximum(_bones(pose), 1.0) / np.maximum(self._bones, 1.0)))
        moved = np.hypot(*(pose.xy[_LEGS] - self._legs).T) / max(float(self._bones.mean()), 1.0)
        return float(bones.mean() + moved.mean())

    def take_in(self, pose: Pose, time_s: float) -> None:
        """Remember the pose that was settled on."""
        share = min(1.0, (time_s - self._time_s) / MEMORY_S)
        self._bones = self._bones + share * (_bones(pose) - self._bones)
        self._legs, self._time_s = pose.xy[_LEGS], time_s


def _bones(pose: Pose) -> Floats:
    """(4,) lengths of both thighs and shins, pixels."""
    return np.asarray(np.hypot(*(pose.xy[_TO] - pose.xy[_FROM]).T), np.float32)
