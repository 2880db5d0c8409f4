"""What the user asked of a live set."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from formcheck.landmarker import EngineChoice
from formcheck.live.sound import SoundChoice


@dataclass(frozen=True)
class LiveOptions:
    """What the user asked for.

    Attributes:
        camera: number of a camera, an address, or a video file.
        exercise: id; None = find out.
        variant: of the exercise, by name; None = find out rep by rep.
        record: folder in which film, landmarks, events and report are kept; None = no film.
        out: folder of the report where nothing is recorded; None = one named by the time.
        headless: no window; events as JSON lines on standard output.
        own_pace: play a film as slowly as it was filmed, and drop what comes too fast.
        mirrored: show the picture as a mirror does.
        target, sets: reps of a set and number of sets; None = the exercise's own, and open.
        blur_faces: make heads unrecognisable in the pictures of the report.
        rules: folders with rule modules of the user's own.
    """

    camera: str = "0"
    exercise: str | None = None
    variant: str | None = None
    record: Path | None = None
    out: Path | None = None
    headless: bool = False
    own_pace: bool = True
    mirrored: bool = True
    sound: SoundChoice = "tones"
    target: int | None = None
    sets: int | None = None
    blur_faces: bool = False
    rules: tuple[Path, ...] = ()
    engine: EngineChoice = "mediapipe"
    model: Path | None = None

    def folder(self) -> Path:
        """Where the report goes."""
        named = self.record or self.out
        return named or Path("reports") / time.strftime("live-%Y%m%d-%H%M%S")
