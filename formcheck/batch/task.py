"""What goes to a worker and what comes back: plain values that can be sent anywhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from formcheck import __version__
from formcheck.report.fields import Resistance, Side

if TYPE_CHECKING:
    from formcheck.landmarker import EngineChoice

State = Literal["done", "kept", "failed", "stopped"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done with a film, and what was said about it.

    Attributes:
        exercise: id; None = find out.
        target: reps of a set; None = the exercise's own.
        rules: folders with rule modules of the user's own.
        engine, model: as those of a check.
    """

    exercise: str | None = None
    client: str | None = None
    date: str | None = None
    load: str | None = None
    resistance: Resistance | None = None
    variant: str | None = None
    target: int | None = None
    side: Side | None = None
    annotate: bool = True
    blur_faces: bool = False
    rules: tuple[str, ...] = ()
    engine: EngineChoice = "mediapipe"
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One film to judge.

    Attributes:
        address: absolute path, or an fsspec address.
        name: file name.
        size: bytes.
        options_key: see :func:`options_key`.
        kept: key of the result that is there already; None = there is none.
        workplace: folder for unfinished work, whose files the parent moves on; None = the files
            come back inside the outcome.
        limit_s: how long it may take; None = by the film's duration.
    """

    address: str
    name: str
    size: int
    wanted: Wanted
    options_key: str
    kept: str | None = None
    workplace: str | None = None
    limit_s: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a task ended.

    Attributes:
        state: ``kept``: the result that is there still holds; ``stopped``: no other film can be
            judged either, since the workplace cannot be written to.
        sentence: why it failed.
        error: the system's number of what is wrong with the workplace.
        folder: name of the finished folder in the workplace.
        files: the finished files by their path in that folder, where there is no workplace.
        trace: of a bug, for the log.
    """

    state: State
    sentence: str = ""
    error: int = 0
    folder: str | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    trace: str = ""


def options_key(wanted: Wanted, rules: str) -> str:
    """Names the program's version, the rules and everything wanted, in hexadecimal digits.

    Args:
        rules: see :func:`rules_digest`.
    """
    parts = asdict(wanted) | {"rules": rules, "version": __version__}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def result_key(content_sha256: str, options: str) -> str:
    """Names the result of one content under one set of options."""
    return hashlib.sha256(f"{content_sha256} {options}".encode()).hexdigest()


def rules_digest(folders: Iterable[Path], model: Path | None = None) -> str:
    """SHA-256 of the rule modules in these folders and of the user's model, wherever they lie."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.glob("*.py")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    if model is not None and model.is_file():  # one that only a cluster's workers see is not
        digest.update(model.read_bytes())
    return digest.hexdigest()
