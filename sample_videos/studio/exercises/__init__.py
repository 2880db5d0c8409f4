"""The exercises the studio can film, one file each."""

from __future__ import annotations

from .band_prone_leg_extension import BAND_PRONE_LEG_EXTENSION
from .base import Exercise
from .lying_leg_curl import LYING_LEG_CURL
from .machine_kickback import MACHINE_KICKBACK
from .nordic_curl import NORDIC_CURL
from .quadruped_kickback import QUADRUPED_KICKBACK
from .reverse_hyper_ball import REVERSE_HYPER_BALL
from .reverse_hyper_bench import REVERSE_HYPER_BENCH
from .reverse_hyper_machine import REVERSE_HYPER_MACHINE
from .reverse_leg_press import REVERSE_LEG_PRESS
from .reverse_leg_press_single import REVERSE_LEG_PRESS_SINGLE
from .reverse_leg_press_smith import REVERSE_LEG_PRESS_SMITH
from .seated_leg_curl import SEATED_LEG_CURL
from .standing_kickback import STANDING_KICKBACK

EXERCISES: dict[str, Exercise] = {
    exercise.id: exercise
    for exercise in (
        STANDING_KICKBACK,
        QUADRUPED_KICKBACK,
        MACHINE_KICKBACK,
        REVERSE_HYPER_BENCH,
        REVERSE_HYPER_BALL,
        REVERSE_HYPER_MACHINE,
        REVERSE_LEG_PRESS,
        REVERSE_LEG_PRESS_SINGLE,
        REVERSE_LEG_PRESS_SMITH,
        BAND_PRONE_LEG_EXTENSION,
        LYING_LEG_CURL,
        SEATED_LEG_CURL,
        NORDIC_CURL,
    )
}
