"""Heads made unrecognisable through a whole film, where they were lost for a moment as well."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import numpy as np
import numpy.typing as npt

from formcheck.lettering import Picture
from formcheck.overlay import blur_head, head_of
from formcheck.recording import Recording

LONGEST_GAP_S: Final = 5.0
"""Between two sightings no further apart than this, a head is taken to go straight."""
HELD_S: Final = 1.5
"""So long before the first sighting and after the last one it is taken to stay."""
_WIDER: Final = 1.5

Heads = npt.NDArray[np.float64]


class HeadCover:
    """Covers the heads of everybody whom a recording knows.

    A person whom the pose model does not find in some frames is still to be seen in them.
    """

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        found: dict[int, list[tuple[float, ...]]] = defaultdict(list)
        for row, observation in enumerate(recording.observations()):
            for person, pose in observation.people.items():
                head = head_of(pose)
                if head is not None:
                    found[person].append((row, *head))
        self._people = [self._through(np.array(rows)) for rows in found.values()]

    def cover(self, image: Picture, index: int) -> None:
        """Make the heads in frame number ``index`` unrecognisable, in place."""
        for heads in self._people:
            x, y, radius = heads[index]
            if np.isfinite(x):
                blur_head(image, (float(x), float(y), float(radius)))

    def _through(self, found: Heads) -> Heads:
        """(T, 3) x, y and radius in every frame, pixels; NaN where the person is not around.

        Args:
            found: (K, 4) frame, x, y and radius of each sighting.
        """
        time_s, scene = self._recording.time_s, self._recording.scene
        rows = found[:, 0].astype(np.int64)
        every = np.arange(len(time_s))
        since_s = _apart(time_s, every, rows, "right")
        until_s = _apart(time_s, every, rows, "left")
        heads = np.stack([np.interp(time_s, time_s[rows], column) for column in found[:, 1:].T], 1)
        heads[since_s > 0, 2] *= _WIDER
        near = (since_s + until_s <= LONGEST_GAP_S) | (np.minimum(since_s, until_s) <= HELD_S)
        heads[~near | (scene != scene[rows[0]])] = np.nan
        return heads


def _apart(
    time_s: npt.NDArray[np.float64],
    every: npt.NDArray[np.int64],
    rows: npt.NDArray[np.int64],
    side: str,
) -> npt.NDArray[np.float64]:
    """Seconds from each frame to the last sighting (right) or the next one (left); else inf."""
    place = np.searchsorted(rows, every, side) - (side == "right")  # type: ignore[call-overload]
    there = (place >= 0) & (place < len(rows))
    apart = np.full(len(every), np.inf)
    apart[there] = np.abs(time_s[every[there]] - time_s[rows[place[there]]])
    return apart
