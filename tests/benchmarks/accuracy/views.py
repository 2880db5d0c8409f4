"""Which mistakes a clip can show, by the rule's own declaration and the camera's true place."""

from __future__ import annotations

from typing import Literal

from formcheck.body import view_name
from formcheck.rule import Check, Exercise

from .records import ClipRecord

Showing = Literal["yes", "no", "border"]


def views_of(exercise: Exercise, check: Check) -> frozenset[str]:
    """The views from which a rep can be counted and this mistake be judged on it."""
    return check.views & counted_views(exercise)


def counted_views(exercise: Exercise) -> frozenset[str]:
    """The views from which a rep can be told from other movements."""
    return frozenset().union(*(cycle.views for cycle in exercise.cycles))


def can_show(clip: ClipRecord, exercise: Exercise, check: Check) -> Showing:
    """Whether a clip can show a mistake.

    The truth calls a view by its axis within 30 degrees, the program within 35: a camera between
    the two asks for nothing ("border"). What is asked only of another variant is not shown.
    """
    if check.variants and clip.variant not in check.variants:
        return "no"
    return _sees(clip, views_of(exercise, check))


def can_count(clip: ClipRecord, exercise: Exercise) -> bool:
    """Whether the clip's view lets the reps be counted."""
    return _sees(clip, counted_views(exercise)) == "yes"


def _sees(clip: ClipRecord, views: frozenset[str]) -> Showing:
    if clip.view in views:
        return "yes"
    # The truth says where the camera stands, the program where the person faces.
    return "border" if view_name(-clip.azimuth_deg) in views else "no"
