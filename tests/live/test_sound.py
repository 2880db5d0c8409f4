"""Tones and speech: one at a time, and quiet where there is no sound."""

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
COUNT = say.Countdown(time_s=0.5, seconds=2)
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


def test_a_cue_is_left_out_while_another_tone_sounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = fake_player(tmp_path, monkeypatch, "sleep 2")
    tones = Tones()
    for message in (COUNT, CUE):
        tones.tell(message)
        time.sleep(0.2)
    time.sleep(2.5)
    tones.tell(CUE)
    time.sleep(0.5)
    tones.close()
    assert [Path(line).stem for line in heard.read_text().split()] == ["count", "cue"]


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
