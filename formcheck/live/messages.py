"""What a live set says to the outside: one JSON line for each event, in the order of time.

``events.schema.json`` beside this file is the JSON Schema of a line;
``python -m formcheck.live.messages`` writes it anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from formcheck.report.fields import Model, Rate, Seconds, Side, Verdict

PATH = Path(__file__).with_name("events.schema.json")

StageName = Literal["placing", "ready", "set", "rest", "done", "filming"]
PhaseName = Literal["lift", "hold", "lower", "rest"]


class Message(Model):
    """Base of every event."""

    time_s: Seconds = Field(description="seconds from the first picture")


class Started(Message):
    """The camera gives pictures."""

    event: Literal["started"] = "started"
    camera: str
    width: int
    height: int
    exercise: str | None = Field(description="exercise id; null = to be recognised")


class Advice(Model):
    """One thing to change about camera, light or place."""

    code: str = Field(description="black, dark, nobody, cut-off, too-far, turn")
    text: str


class Guide(Message):
    """What to change before the set; empty when all is well. Sent whenever it changes."""

    event: Literal["guide"] = "guide"
    advice: list[Advice]


class Stage(Message):
    """Another part of the workout begins."""

    event: Literal["stage"] = "stage"
    stage: StageName
    set: int = Field(description="number of the set that begins, or that has just been done")


class Countdown(Message):
    """The start position is held; reps are counted from the first on, whenever it begins."""

    event: Literal["countdown"] = "countdown"
    seconds: int


class Phase(Message):
    """Another phase of a rep begins."""

    event: Literal["phase"] = "phase"
    phase: PhaseName
    rep: int = Field(description="number of the rep under way, or of the last one while resting")
    side: Side


class MistakeNow(Model):
    """The verdict on one mistake as it stands."""

    id: str
    verdict: Verdict


class RepMessage(Message):
    """A rep as it is known by now."""

    number: int = Field(description="within the set")
    set: int
    side: Side
    provisional: bool
    start_s: Seconds
    peak_start_s: Seconds
    peak_end_s: Seconds
    end_s: Seconds
    complete: bool
    mistakes: list[MistakeNow]


class RepCounted(RepMessage):
    """A rep is counted. While it is provisional its times and verdicts may still change."""

    event: Literal["rep"] = "rep"


class RepSettled(RepMessage):
    """What a rep counted before has turned out to be; it changes no more."""

    event: Literal["rep_settled"] = "rep_settled"


class RepWithdrawn(Message):
    """A provisional rep was none."""

    event: Literal["rep_withdrawn"] = "rep_withdrawn"
    number: int
    set: int
    reason: str


class NotCounted(Message):
    """A movement looked like a rep and was none."""

    event: Literal["not_counted"] = "not_counted"
    from_s: Seconds
    to_s: Seconds
    reason: str


class CueGiven(Message):
    """What to change; at most one at a time, the most harmful first."""

    event: Literal["cue"] = "cue"
    mistake: str
    text: str
    about: Literal["this rep", "last rep"]
    rep: int


class LegSwitched(Message):
    """The other leg works now."""

    event: Literal["leg_switched"] = "leg_switched"
    side: Side
    within_set: bool = Field(description="true: before the set was done, which is a mistake")


class SetEnded(Message):
    """The position was left, or no rep came for a while."""

    event: Literal["set_ended"] = "set_ended"
    set: int
    reps: int
    clean_reps: int


class Camera(Message):
    """The camera went away or came back."""

    event: Literal["camera"] = "camera"
    state: Literal["away", "back"]
    gap_s: Seconds | None = None


class Speed(Message):
    """How fast pictures are judged; sent every few seconds."""

    event: Literal["speed"] = "speed"
    frames_per_second: Rate
    latency_ms: Rate = Field(description="from a picture's arrival to its feedback, median")
    dropped: int = Field(description="pictures passed over so far")


class FilmKept(Message):
    """``formcheck record`` has finished the film of a set."""

    event: Literal["film_kept"] = "film_kept"
    film: str
    seconds: Seconds


class Finished(Message):
    """The end; the report is written."""

    event: Literal["finished"] = "finished"
    sets: int
    reps: int
    report: str | None = Field(description="folder of the report; null where none was asked for")


Any = (
    Started | Guide | Stage | Countdown | Phase | RepCounted | RepSettled | RepWithdrawn
    | NotCounted | CueGiven | LegSwitched | SetEnded | Camera | Speed | FilmKept | Finished
)  # fmt: skip
LINE: TypeAdapter[Any] = TypeAdapter(Annotated[Any, Field(discriminator="event")])


def line_of(message: Message) -> str:
    """The message as one line of JSON, without the line's end."""
    values = message.model_dump(mode="json")
    return json.dumps({"event": values.pop("event"), **values}, ensure_ascii=False)


def schema_text() -> str:
    """The schema that the models ask for, as the text of the file."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of formcheck live --headless",
        **LINE.json_schema(),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(schema_text(), encoding="utf-8")
