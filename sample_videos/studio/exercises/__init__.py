"""The exercises the studio can film, one file each."""

from __future__ import annotations

from .base import Exercise
from .quadruped_kickback import QUADRUPED_KICKBACK
from .standing_kickback import STANDING_KICKBACK

EXERCISES: dict[str, Exercise] = {
    exercise.id: exercise for exercise in (STANDING_KICKBACK, QUADRUPED_KICKBACK)
}
