"""Tones and speech: one at a time, a cue after the count, quiet where there is no sound."""

from __future__ import annotations

import io
import stat
import sys
import time
import wave
from pathlib import Path

import pytest

from formcheck.live import messages as say
from formcheck.live.sound import (
    TONES,
    Silence,
    SoundError,
    Speech,
    Tones,
    open_sound,
    tone,
    words_of,
)

CUE = say.CueGiven(time_s=1.0, mistake="swinging", text="Slowly.", about="last rep", rep=3)
REPS = [
    say.RepCounted(
        time_s=1.0, number=number, set=1, side="left", provisional=True, start_s=0.0,
        peak_start_s=0.4, peak_end_s=0.5, end_s=0.9, complete=True, mistakes=[],
    )
    for number in (3, 4)
]  # fmt: skip
COUNT = say.Countdown(time_s=0.5, seconds=2)
GRAVER = say.CueGiven(time_s=1.0, mistake="lumbar-arch", text="Flat.", about="last rep", rep=3)
ECHO = """
import sys, time
print("ready", flush=True)
for line in sys.stdin:
    open(sys.argv[1], "a").write(line)
    time.sleep(0.4)
    print("done", flush=True)
"""


def test_tones_are_wave_files_of_their_length() -> None:
    for notes in TONES.values():
        with wave.open(io.BytesIO(tone(notes))) as sound:
            length = sound.getnframes() / sound.getframerate()
        assert length == pytest.approx(sum(seconds for _, seconds in notes), abs=0.001)


def fake_player(folder: Path, monkeypatch: pytest.MonkeyPatch, what_else: str) -> Path:
    """A program called aplay that writes down what it plays."""
    heard = folder / "heard"
    player = folder / "aplay"
    player.write_text(f'#!/bin/sh\necho "$2" >> {heard}\n{what_else}\n')
    player.chmod(player.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")
    monkeypatch.setattr("formcheck.live.sound.PLAYERS", (["aplay", "-q"],))
    return heard


CUES: dict[str, tuple[list[say.Message], float, list[str], list[str]]] = {
    "count and cue in one frame": ([REPS[0], CUE], 2.0, ["rep", "cue"], ["3", "Slowly."]),
    "one cue only": ([REPS[0], CUE, GRAVER], 2.0, ["rep", "cue"], ["3", "Flat."]),
    "cue beside a cue": ([CUE, GRAVER], 2.0, ["cue"], ["Slowly."]),
    "out of date": ([REPS[0], CUE], 0.1, ["rep"], ["3"]),
    "next rep counted": ([REPS[0], CUE, REPS[1]], 2.0, ["rep", "rep"], ["3"]),
}
"""What is told, how long a cue may wait, which tones sound, and what is spoken."""


@pytest.mark.parametrize(("told", "stale_s", "expected", "_"), CUES.values(), ids=CUES)
def test_a_cue_sounds_after_the_count_and_never_beside_a_cue(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: list[say.Message],
    stale_s: float,
    expected: list[str],
    _: list[str],
) -> None:
    heard = fake_player(tmp_path, monkeypatch, "exec sleep 0.5")
    monkeypatch.setattr("formcheck.live.sound.STALE_S", stale_s)
    tones = Tones()
    for message in told:
        tones.tell(message)
        wait_for(heard)
    time.sleep(1.5)
    tones.close()
    assert [Path(line).stem for line in heard.read_text().split()] == expected


def test_a_cue_that_waits_is_not_played_once_tones_are_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = fake_player(tmp_path, monkeypatch, "exec sleep 0.3")
    tones = Tones()
    for message in (REPS[0], CUE):
        tones.tell(message)
    tones.close()
    tones.tell(CUE)
    time.sleep(0.3)
    assert [Path(line).stem for line in heard.read_text().split()] == ["rep"]


def wait_for(heard: Path) -> None:
    """Until the first sound has begun."""
    until_s = time.monotonic() + 5.0
    while not heard.exists() and time.monotonic() < until_s:
        time.sleep(0.01)


def test_without_a_sound_device_it_goes_on_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    heard = fake_player(tmp_path, monkeypatch, "exit 1")
    tones = Tones()
    for _ in range(3):
        tones.tell(COUNT)
        time.sleep(0.7)
    tones.close()
    assert len(heard.read_text().split()) == 1
    assert capsys.readouterr().err.count("no sound device, so it goes on without sound") == 1


def test_nothing_is_spoken_into_something_else(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    speech = Speech([sys.executable, "-c", ECHO, str(heard)])
    speech.tell(CUE)
    speech.tell(COUNT)
    time.sleep(1.0)
    speech.tell(COUNT)
    speech.close()
    assert heard.read_text().split("\n") == ["Slowly.", "2", ""]


@pytest.mark.parametrize(("told", "stale_s", "_", "expected"), CUES.values(), ids=CUES)
def test_a_cue_is_spoken_after_the_count_and_never_into_a_cue(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: list[say.Message],
    stale_s: float,
    _: list[str],
    expected: list[str],
) -> None:
    heard = tmp_path / "heard"
    monkeypatch.setattr("formcheck.live.sound.STALE_S", stale_s)
    speech = Speech([sys.executable, "-c", ECHO, str(heard)])
    for message in told:
        speech.tell(message)
    time.sleep(1.2)
    speech.close()
    assert heard.read_text().splitlines() == expected


def test_speech_that_cannot_be_had_is_an_error_that_names_what_to_install() -> None:
    with pytest.raises(SoundError, match="espeak-ng"):
        Speech([sys.executable, "-c", ""])


def test_words_are_said_of_reps_cues_and_sets_only() -> None:
    assert words_of(CUE) == "Slowly."
    assert words_of(say.SetEnded(time_s=9, set=1, reps=6, clean_reps=4)) == (
        "Set 1 done, 6 reps, 4 clean"
    )
    assert words_of(say.Phase(time_s=1, phase="lift", rep=1, side="left")) is None
    assert isinstance(open_sound("off"), Silence)
