"""Errors of the studio: one sentence saying what is wrong and what to do next."""

from __future__ import annotations


class StudioError(Exception):
    """Anything that a person can put right: a library, a driver or a clip description."""


class SpecError(StudioError):
    """A clip description is wrong; the message names file, field and remedy."""

    def __init__(self, source: str, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{source}: {field}: {problem}; {remedy}.")
