"""One person followed frame by frame: raw landmarks in, the newest signals out, sessions fed.

A recorded film is smoothed with zero phase, which needs the frames to come. Here the same
smoothing runs over the last seconds each time a frame arrives: the newest row is a first
estimate without delay, and the rows of the last moments are revised until they no longer change.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck import signals
from formcheck.body import Body
from formcheck.events import Event
from formcheck.geometry import Array
from formcheck.pose import LANDMARKS, LEG_BONES, OUTLINE_STATIONS, Pose
from formcheck.preparation import prepare, usual_trunk
from formcheck.rule import Exercise
from formcheck.session import Session, new_timeline

WINDOW_S = 2.0
REVISED_S = 0.35
"""The smoothing's filter has rung out by then: later frames move a row no more."""
TRUNK_EVERY_S = 0.5
TRUNKS_KEPT = 120


@dataclass(frozen=True)
class Said:
    """What one exercise's session settled."""

    session: Session
    event: Event


class Follower:
    """One person, watched by the session of each exercise in question.

    Attributes:
        sessions: one for each exercise; all share ``timeline``.
        pose: the last one found.
    """

    def __init__(self, exercises: Sequence[Exercise], variant: str | None = None) -> None:
        self.timeline = new_timeline()
        self.sessions = [Session(exercise, self.timeline, variant) for exercise in exercises]
        self.pose: Pose | None = None
        self._recent: deque[tuple[float, int, Pose]] = deque()
        self._trunks: deque[float] = deque(maxlen=TRUNKS_KEPT)
        self._trunk_s = -np.inf

    def push(self, time_s: float, scene: int, pose: Pose | None) -> list[Said]:
        """Take the next frame; ``pose`` is None where the person was not found."""
        self.pose = pose or self.pose
        if self._recent and self._recent[-1][1] != scene:
            self._recent.clear()
        self._recent.append((time_s, scene, pose or UNSEEN))
        while time_s - self._recent[0][0] > WINDOW_S:
            self._recent.popleft()
        self._measure_trunk(time_s, pose)
        rows = self._newest_rows(time_s, scene)
        self.timeline.append(time_s, rows[-1])
        self.timeline.revise(rows)
        return [Said(one, event) for one in self.sessions for event in one.step()]

    def finish(self) -> list[Said]:
        """No more frames will come."""
        return [Said(one, event) for one in self.sessions for event in one.finish()]

    def _measure_trunk(self, time_s: float, pose: Pose | None) -> None:
        if pose is not None and time_s - self._trunk_s >= TRUNK_EVERY_S:
            self._trunk_s = time_s
            self._trunks.append(usual_trunk(pose.xy[None]))

    def _newest_rows(self, time_s: float, scene: int) -> Array:
        """(K, columns) of the frames that are still being revised, the newest last."""
        body, _ = prepare(self._raw_body())
        newest = body[int(np.searchsorted(body.time_s, time_s - REVISED_S)) :]
        measured = signals.measure(newest)
        own = [newest.azimuth_deg, np.full(len(newest), scene)]
        return np.column_stack([*(measured[name] for name in signals.columns()), *own])

    def _raw_body(self) -> Body:
        poses = [pose for _, _, pose in self._recent]
        return Body(
            time_s=np.array([time_s for time_s, _, _ in self._recent]),
            xy=np.array([pose.xy for pose in poses]),
            world=np.array([pose.world for pose in poses]),
            visibility=np.array([pose.visibility for pose in poses]),
            outline=np.array([pose.outline for pose in poses]),
            on_mask=np.array([pose.on_mask for pose in poses]),
            azimuth_deg=np.full(len(poses), np.nan),
            lost_legs=np.zeros((len(poses), 2)),
            trunk_px=float(np.median(self._trunks)) if self._trunks else float("nan"),
        )


def _unseen(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.full(shape, np.nan, np.float32)


UNSEEN = Pose(
    xy=_unseen(LANDMARKS, 2),
    world=_unseen(LANDMARKS, 3),
    visibility=_unseen(LANDMARKS),
    outline=_unseen(2, len(OUTLINE_STATIONS)),
    on_mask=_unseen(len(LEG_BONES)),
)
"""A frame in which the person was not found."""
