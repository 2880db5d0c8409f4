"""Where form ends and a mistake begins, and where that figure comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Source:
    """Where a figure comes from."""

    kind: Literal["seed", "literature", "project choice"]
    reference: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.reference}" if self.reference else self.kind


def seed(reference: str) -> Source:
    """A figure or demand of the trainers' texts that the exercises are taken from."""
    return Source("seed", reference)


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
