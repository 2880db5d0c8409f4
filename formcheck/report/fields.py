"""Kinds of field that the report's models share: numbers with their rounding, words, enums.

Rounding happens when a report is written, never before a comparison. Not-a-number and
infinity are refused everywhere: what is unknown is ``None``.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

Verdict = Literal["seen", "not_seen", "cannot_be_judged"]
ViewName = Literal["side-left", "side-right", "front", "rear", "oblique"]
Side = Literal["left", "right", "both"]
ChosenBy = Literal["user", "recognised"]
Resistance = Literal["band", "cable", "ankle-weight", "dumbbell", "machine", "none"]
LimitIs = Literal["at_most", "at_least"]


def known(value: float | None) -> float | None:
    """Return the number itself, or None where it is not a finite number."""
    return None if value is None or not math.isfinite(value) else float(value)


def _rounded(digits: int) -> PlainSerializer:
    # Adding 0.0 turns a rounded -0.0 into 0.0.
    return PlainSerializer(lambda value: round(value, digits) + 0.0, return_type=float)


def readable(name: object) -> object:
    """A file name can hold bytes that are no text, or steer a terminal: show them as U+FFFD."""
    if not isinstance(name, str):
        return name
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)


Seconds = Annotated[float, _rounded(3)]
Degrees = Annotated[float, _rounded(2)]
Share = Annotated[float, _rounded(3)]
Rate = Annotated[float, _rounded(3)]
Drawn = Annotated[float, _rounded(3)]
Measured = Annotated[float, _rounded(6)]
"""A number that a verdict rests on: kept finely enough that rounding cannot turn the verdict."""
FileName = Annotated[str, BeforeValidator(readable)]


class Model(BaseModel):
    """Base of every part of the report: finite numbers only, unknown names are passed over."""

    model_config = ConfigDict(allow_inf_nan=False, extra="ignore", ser_json_inf_nan="constants")
