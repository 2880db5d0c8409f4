"""A picture is shown before it is judged; its news on the next one, or again where none comes."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.recordings import CLIPS

from formcheck.live import run
from formcheck.live.coach import Coach
from formcheck.live.eyes import Sight
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


def watched(monkeypatch: pytest.MonkeyPatch, folder: Path, news_wait_s: float) -> Watching:
    """What is shown of the first pictures of a clip."""
    watching = Watching()
    monkeypatch.setattr(run, "Drawn", lambda mirrored: watching)
    monkeypatch.setattr(run, "NEWS_WAIT_S", news_wait_s)
    clip = CLIPS / "standing-kickback-mistakes-c.mp4"
    options = LiveOptions(
        str(clip), "standing-kickback", own_pace=False, sound="off", out=folder / "live"
    )
    run.Live(options).run()
    return watching


def test_a_picture_is_shown_before_it_is_judged_and_again_with_its_news_where_no_other_comes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown = watched(monkeypatch, tmp_path, news_wait_s=0.0).shown
    times = [time_s for time_s, _ in shown]
    assert times == sorted(times)
    again = [i for i in range(1, ENOUGH) if times[i] == times[i - 1]]
    assert again, "who holds the start position is counted down"
    for i, (time_s, judged_s) in enumerate(shown[1:], 1):
        assert judged_s == (time_s if i in again else times[i - 1])


def test_the_next_picture_does_not_wait_for_the_news_of_the_one_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown = watched(monkeypatch, tmp_path, news_wait_s=60.0).shown
    times = [time_s for time_s, _ in shown]
    assert len(set(times)) == len(times)
    assert [judged_s for _, judged_s in shown[1:]] == times[:-1]
