"""A picture is shown as soon as its landmarks are known, and again where it brings news."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.recordings import CLIPS

from formcheck.live import run
from formcheck.live.coach import Coach
from formcheck.live.eyes import Eyes, Sight
from formcheck.live.options import LiveOptions
from formcheck.live.outlets import Unseen

ENOUGH = 90


class Watching(Unseen):
    """Notes which picture is shown, and up to which time pictures were judged by then."""

    def __init__(self) -> None:
        self.shown: list[tuple[float, float]] = []

    def frame(self, sight: Sight, coach: Coach) -> bool:
        self.shown.append((sight.shot.time_s, coach.now_s))
        return len(self.shown) < ENOUGH


def test_a_picture_is_shown_before_it_is_judged_and_again_with_its_news(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    watching = Watching()
    monkeypatch.setattr(run, "Drawn", lambda mirrored: watching)
    monkeypatch.setattr(Eyes, "waiting", False)
    clip = CLIPS / "standing-kickback-mistakes-c.mp4"
    options = LiveOptions(
        str(clip), "standing-kickback", own_pace=False, sound="off", out=tmp_path / "live"
    )
    run.Live(options).run()
    times = [time_s for time_s, _ in watching.shown]
    assert times == sorted(times)
    again = [i for i in range(1, ENOUGH) if times[i] == times[i - 1]]
    assert again, "who holds the start position is counted down"
    for i, (time_s, judged_s) in enumerate(watching.shown[1:], 1):
        assert judged_s == (time_s if i in again else times[i - 1])
