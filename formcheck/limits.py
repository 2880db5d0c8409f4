"""Where form ends and a mistake begins, and where that figure comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Source:
    """Where a figure comes from."""

    kind: Literal["seed", "literature", "project choice", "your own"]
    reference: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.reference}" if self.reference else self.kind


def seed(reference: str, figure: Literal["theirs", "ours"] = "theirs") -> Source:
    """A demand of the trainers' texts that the exercises are taken from.

    Args:
        figure: whether they name the figure, too, or it was set on clips with known truth.
    """
    told = "; the figure is set on clips with known truth" if figure == "ours" else ""
    return Source("seed", f"{reference}{told}")


def literature(reference: str) -> Source:
    """A published figure."""
    return Source("literature", reference)


def project_choice(reason: str) -> Source:
    """A figure set by this project, on clips with known truth."""
    return Source("project choice", reason)


@dataclass(frozen=True)
class Limit:
    """The border between form and mistake.

    Attributes:
        bad: on which side of ``value`` the mistake lies.
    """

    value: float
    bad: Literal["above", "below"]
    origin: Source


@dataclass(frozen=True)
class Usual:
    """How a rep stands out from the set's earlier ones, with the same leg at work.

    It tells a mistake where the margin to the limit is too small, and leaves open a rep that stands
    out within the limit: what camera, clothes and build add to a value is the same in all of them.

    Attributes:
        limit: of what is measured less the median of the earlier reps.
        error: measuring error of that difference.
        unlike: the opposite mistakes: a rep on which one of them is seen shows nothing usual.
        past_limit: the value itself has to lie beyond the check's limit, by however little.
        needed: a rep has to stand out for the mistake to be seen at all, as people differ by
            more than it changes.
    """

    limit: Limit
    error: float
    unlike: tuple[str, ...]
    past_limit: bool = False
    needed: bool = False
