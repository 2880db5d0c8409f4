"""The report's models: what they refuse, how they write, that they read what they wrote."""

from __future__ import annotations

import json
import math
from collections.abc import Callable

import jsonschema
import numpy as np
import pytest
from pydantic import ValidationError

from formcheck.report import schema
from formcheck.report.fields import known
from formcheck.report.model import MistakeVerdict, Phases, Report, RepRange, Video

from .examples import ALL, seven_reps

every_example = pytest.mark.parametrize("make", ALL.values(), ids=ALL.keys())


def a_verdict(**changes: object) -> MistakeVerdict:
    """An over-range that is seen, with changes."""
    plain: dict[str, object] = {
        "id": "over-range", "verdict": "seen", "value": 41.2, "limit": 30.0, "error": 6.1,
        "unit": "deg", "reason": None, "from_s": 1.0, "to_s": 2.0, "frame_s": 1.5,
    }  # fmt: skip
    return MistakeVerdict.model_validate({**plain, **changes})


@every_example
def test_reading_what_was_written_gives_the_same_text(make: Callable[[], Report]) -> None:
    text = make().to_json()
    assert Report.from_json(text).to_json() == text


@every_example
def test_every_example_follows_the_schema(make: Callable[[], Report]) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema.PATH.read_text("utf-8")))
    assert not list(validator.iter_errors(json.loads(make().to_json())))


def test_the_schema_in_the_package_is_up_to_date() -> None:
    assert schema.PATH.read_text("utf-8") == schema.schema_text(), (
        "run: python -m formcheck.report.schema"
    )


def test_the_schema_refuses_a_fourth_verdict() -> None:
    report = json.loads(seven_reps().to_json())
    report["reps"][0]["mistakes"][0]["verdict"] = "perhaps"
    with pytest.raises(jsonschema.ValidationError, match="perhaps"):
        jsonschema.validate(report, json.loads(schema.schema_text()))


def test_keys_stand_in_the_order_of_the_contract() -> None:
    keys = list(json.loads(seven_reps().to_json()))
    assert keys[:13] == [
        "schema", "program", "video", "exercise", "scenes", "reps", "not_counted", "mistakes",
        "sets", "plan", "symmetry", "warnings", "timing",
    ]  # fmt: skip


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_none_are_refused(number: float) -> None:
    with pytest.raises(ValidationError, match="finite"):
        a_verdict(value=number)


def test_known_turns_what_is_no_number_into_unknown() -> None:
    assert known(math.nan) is None
    assert known(None) is None
    assert known(float(np.float32(1.5))) == 1.5


def test_an_unknown_verdict_is_refused() -> None:
    with pytest.raises(ValidationError):
        a_verdict(verdict="fine")


def test_rounding_is_for_writing_only_and_cannot_turn_a_verdict() -> None:
    verdict = a_verdict(value=36.1001, limit=30.0, error=6.1)
    written = json.loads(verdict.model_dump_json())
    assert verdict.value == 36.1001
    assert written["value"] - written["limit"] > written["error"]


def test_seconds_are_written_to_the_millisecond() -> None:
    phases = Phases(lift_s=1 / 3, hold_s=None, lower_s=-0.0, rest_s=0.0)
    assert phases.model_dump_json() == '{"lift_s":0.333,"hold_s":null,"lower_s":0.0,"rest_s":0.0}'


def test_numpy_numbers_are_taken() -> None:
    assert RepRange.model_validate({"start": np.float32(1.5), "peak": None, "unit": "deg"}).start


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("caf\udce9.mp4", "caf\N{REPLACEMENT CHARACTER}.mp4"),
        ("\x1b[2Jset.mp4", "\N{REPLACEMENT CHARACTER}[2Jset.mp4"),
        ("Übung 1.mp4", "Übung 1.mp4"),
    ],
)
def test_file_names_become_text_that_steers_nothing(name: str, shown: str) -> None:
    plain = seven_reps().video.model_dump()
    assert Video.model_validate({**plain, "name": name}).name == shown


def test_unknown_fields_of_a_later_version_are_passed_over() -> None:
    text = seven_reps().to_json().replace('"program": {', '"novelty": 1,\n  "program": {', 1)
    assert Report.from_json(text).to_json() == seven_reps().to_json()


def test_numbers_of_a_plot_stand_on_one_line() -> None:
    lines = seven_reps().to_json().splitlines()
    assert sum('"time_s": [' in line and line.endswith("],") for line in lines) == 1
