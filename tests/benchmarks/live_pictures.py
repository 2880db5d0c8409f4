"""The pictures of the live screen in the documentation, made anew from sample clips.

python -m tests.benchmarks.live_pictures [--out sample_videos/pictures]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import cv2

from formcheck.lettering import Picture
from formcheck.live import run as live_run
from formcheck.live.coach import Coach
from formcheck.live.eyes import Sight
from formcheck.live.options import LiveOptions
from formcheck.live.run import Live
from formcheck.live.screen import Screen
from formcheck.live.texts import texts_of

SAMPLES = Path(__file__).resolve().parents[2] / "sample_videos"
QUALITY = 82


class Pictures:
    """Draws every frame as the window would, and keeps the one that shows each state best."""

    def __init__(self) -> None:
        self.found: dict[str, Picture] = {}
        self._last: Sight | None = None
        self._screen = Screen()

    def frame(self, sight: Sight, coach: Coach) -> bool:
        """Keep the newest picture of a state until it has been there for a moment."""
        state = coach.stage
        if state == "set":
            state = "cue" if texts_of(coach, 0.0).tag.startswith(("THIS", "LAST")) else "rep"
        lasting = coach.now_s - (coach.cue[1] if state == "cue" and coach.cue else coach.stage_s)
        wanted = {"rep": coach.phase == "lift" and coach.now_s - coach.phase_s > 0.7}
        if wanted.get(state, True) and (state not in self.found or lasting < 0.9):
            self.found[state] = self._draw(sight, coach)
        self._last = sight
        return True

    def end(self, coach: Coach) -> None:
        """The last picture of all."""
        assert self._last is not None
        self.found["done"] = self._draw(self._last, coach)

    def _draw(self, sight: Sight, coach: Coach) -> Picture:
        return self._screen.draw(sight.shot.image, sight.poses, coach)

    def away(self, coach: Coach, away_s: float) -> bool:
        """Films are never away."""
        return True

    def close(self) -> None:
        """Nothing to clear away."""


def take(clip: str, exercise: str) -> dict[str, Picture]:
    """The states that a clip goes through, in one run of the live loop."""
    pictures = Pictures()
    shown, live_run.Drawn = live_run.Drawn, lambda mirrored: pictures  # type: ignore
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = SAMPLES / "clips" / f"{clip}.mp4"
            options = LiveOptions(
                str(path), exercise, own_pace=False, sound="off", out=Path(folder), engine="auto"
            )
            Live(options).run()
    finally:
        live_run.Drawn = shown  # type: ignore[misc]
    return pictures.found


def main() -> None:
    """Write ``live-STATE.jpg`` for each state."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SAMPLES / "pictures")
    parser.add_argument("--clip", default="quadruped-kickback-mistakes-b")
    parser.add_argument("--exercise", default="quadruped-kickback")
    asked = parser.parse_args()
    for state, picture in take(asked.clip, asked.exercise).items():
        target = asked.out / f"live-{state}.jpg"
        cv2.imwrite(str(target), picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        print(target, target.stat().st_size // 1000, "kB")


if __name__ == "__main__":
    main()
