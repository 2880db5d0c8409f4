"""Whether an exercise's position is held, and when it has been left."""

from __future__ import annotations

from dataclasses import dataclass, field

LEAVE_S = 0.5
"""Out of the position for this long, the position is left: a set ends there."""
UNSEEN_S = 1.5
"""Nobody is found for no longer: somebody walked by, at 1.2 m a second past 1.8 m of a lying body,
or the model lost the person for a moment. The position is not left by that."""


@dataclass
class Presence:
    """Whether a position is held, and when it was taken up again after it had been left."""

    left_since_s: float | None = None
    returned_at_s: list[float] = field(default_factory=list)

    def leave(self, time_s: float) -> None:
        """The position is not held in this frame."""
        if self.left_since_s is None:
            self.left_since_s = time_s

    def enter(self, time_s: float) -> bool:
        """The position is held; True if it has just been taken up again."""
        left, self.left_since_s = self.left_since_s, None
        if left is None or time_s - left <= LEAVE_S:
            return False
        self.returned_at_s.append(time_s)
        return True
