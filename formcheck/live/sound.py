"""Tones and speech, made offline; a cue waits for a count, and never for another cue."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from formcheck.errors import FormcheckError
from formcheck.live import messages as say

SoundChoice = Literal["tones", "speech", "off"]

RATE_HZ = 22_050
PLAYERS = (["pw-play"], ["paplay"], ["aplay", "-q"], ["afplay"])
"""Programs that play a WAV file; the first that is installed is used."""
TONES: dict[str, Sequence[tuple[float, float]]] = {
    "rep": [(880, 0.09)],
    "cue": [(440, 0.12), (330, 0.18)],
    "count": [(660, 0.08)],
    "go": [(990, 0.25)],
    "set": [(660, 0.12), (880, 0.12), (1100, 0.2)],
}
"""(Hz, seconds) one after the other."""
STALE_S = 2.0
"""A cue that could not be said for this long is not said any more."""
SPEAKER = [sys.executable, "-m", "formcheck.live.speaker"]


class SoundError(FormcheckError):
    """Speech was asked for and cannot be had."""


class Sound(Protocol):
    """Says what happens."""

    def tell(self, message: say.Message) -> None:
        """Say this event, if it is one that is said; a cue never into another cue."""

    def close(self) -> None:
        """Fall silent."""


def open_sound(choice: SoundChoice) -> Sound:
    """The sound that was asked for.

    Raises:
        SoundError: speech was asked for and its library or its voice is missing.
    """
    if choice == "off":
        return Silence()
    return Speech() if choice == "speech" else Tones()


def player() -> list[str] | None:
    """The program that plays sound here; None = none is installed."""
    return next((list(command) for command in PLAYERS if shutil.which(command[0])), None)


class Silence:
    """Says nothing."""

    def tell(self, message: say.Message) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


class Waiting:
    """The newest cue that came while something other than a cue was being said."""

    def __init__(self) -> None:
        self._cue: say.CueGiven | None = None
        self._since_s = 0.0

    def put(self, cue: say.CueGiven) -> None:
        """Keep this cue."""
        self._cue, self._since_s = cue, time.monotonic()

    def heed(self, message: say.Message) -> None:
        """Drop the cue where another one has come, or another rep has been counted."""
        about = self._cue.rep if self._cue is not None else None
        next_rep = isinstance(message, say.RepCounted) and message.number != about
        if next_rep or isinstance(message, say.CueGiven):
            self._cue = None

    def take(self) -> say.CueGiven | None:
        """The cue that is to be said now; None = there is none, or it is out of date."""
        cue, self._cue = self._cue, None
        return cue if time.monotonic() - self._since_s <= STALE_S else None


class Tones:
    """Plain tones through whichever player the system has; without one, silence.

    Attributes:
        broken: why nothing is heard; empty while all is well.
    """

    def __init__(self) -> None:
        self._player = player()
        self.broken = "" if self._player else "no program that plays sound was found"
        self._folder = tempfile.TemporaryDirectory(prefix="formcheck-tones-")
        for name, notes in TONES.items():
            (Path(self._folder.name) / f"{name}.wav").write_bytes(tone(notes))
        self._playing: subprocess.Popen[bytes] | None = None
        self._name = ""
        self._waiting = Waiting()
        self._lock = threading.Lock()

    def tell(self, message: say.Message) -> None:
        """Play the event's tone; a cue waits for another tone, and is left out beside a cue."""
        name = tone_of(message)
        if name is None:
            return
        with self._lock:
            self._waiting.heed(message)
            if not self._busy():
                self._play(name)
            elif not isinstance(message, say.CueGiven):
                self._stop()
                self._play(name)
            elif self._name != "cue":
                self._waiting.put(message)

    def close(self) -> None:
        """Let the last tone end."""
        with self._lock:
            self._player = None
        if self._playing is not None:
            try:
                self._playing.wait(1.0)
            except subprocess.TimeoutExpired:
                self._stop()
        self._folder.cleanup()

    def _play(self, name: str) -> None:
        if self.broken or self._player is None:
            return
        self._name = name
        self._playing = subprocess.Popen(
            [*self._player, str(Path(self._folder.name) / f"{name}.wav")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        after = threading.Thread(target=self._after, args=[self._playing], name="tone", daemon=True)
        after.start()

    def _after(self, playing: subprocess.Popen[bytes]) -> None:
        """Play the cue that waits for this tone to end."""
        playing.wait()
        with self._lock:
            if playing is self._playing and not self._busy() and self._waiting.take():
                self._play("cue")

    def _busy(self) -> bool:
        if self._playing is None or self.broken or self._player is None:
            return False
        code = self._playing.poll()
        if code:
            self.broken = "there is no sound device"
            print(f"formcheck: {self.broken}, so it goes on without sound.", file=sys.stderr)
        return code is None

    def _stop(self) -> None:
        if self._playing is not None and self._playing.poll() is None:
            self._playing.terminate()
            self._playing.wait()


class Speech:
    """Speaks in a process of its own, so that no picture waits for a word."""

    def __init__(self, command: Sequence[str] = SPEAKER) -> None:
        """Raises SoundError where the library or its voice is missing."""
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._spoken: say.Message | None = None
        self._waiting = Waiting()
        self._lock = threading.Lock()
        assert self._process.stdout is not None
        if self._process.stdout.readline().strip() != "ready":
            self.close()
            self._process.stdout.close()
            raise SoundError(
                "Speech needs the system package espeak-ng (with alsa-utils on Linux) and "
                "pip install 'formcheck[speech]': install them, or use --sound tones."
            )
        threading.Thread(target=self._listen, name="speech", daemon=True).start()

    def tell(self, message: say.Message) -> None:
        """Speak the event unless something is being spoken; a cue waits for all but a cue."""
        with self._lock:
            self._waiting.heed(message)
            if self._spoken is None:
                self._speak(message)
            elif isinstance(message, say.CueGiven) and not isinstance(self._spoken, say.CueGiven):
                self._waiting.put(message)

    def close(self) -> None:
        """Let the last word end."""
        with self._lock:
            if self._process.stdin is not None:
                self._process.stdin.close()
        try:
            self._process.wait(3.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _speak(self, message: say.Message) -> None:
        words, stdin = words_of(message), self._process.stdin
        if words is None or stdin is None or stdin.closed:
            return
        self._spoken = message
        try:
            stdin.write(words + "\n")
            stdin.flush()
        except OSError:
            return  # the speaker has ended: it stays silent, and counts as busy for good

    def _listen(self) -> None:
        """The speaker answers each line when it has been spoken."""
        assert self._process.stdout is not None
        with self._process.stdout as answers:
            for _ in answers:
                with self._lock:
                    self._spoken = None
                    cue = self._waiting.take()
                    if cue is not None:
                        self._speak(cue)


def tone_of(message: say.Message) -> str | None:
    """The name of the event's tone."""
    if isinstance(message, say.RepCounted):
        return "rep"
    if isinstance(message, say.CueGiven):
        return "cue"
    if isinstance(message, say.Countdown):
        return "count" if message.seconds else "go"
    return "set" if isinstance(message, say.SetEnded) else None


def words_of(message: say.Message) -> str | None:
    """What is said of the event."""
    if isinstance(message, say.RepCounted):
        return str(message.number)
    if isinstance(message, say.CueGiven):
        return message.text
    if isinstance(message, say.Countdown):
        return str(message.seconds) if message.seconds else "Go"
    if isinstance(message, say.SetEnded):
        return f"Set {message.set} done, {message.reps} reps, {message.clean_reps} clean"
    if isinstance(message, say.LegSwitched):
        return f"Now the {message.side} leg"
    if isinstance(message, say.Guide) and message.advice:
        return message.advice[0].text
    return None


def tone(notes: Sequence[tuple[float, float]]) -> bytes:
    """A WAV file of sine tones that begin and end softly."""
    parts = []
    for hertz, seconds in notes:
        at = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
        edge = np.minimum(1.0, np.minimum(at, seconds - at) / 0.01)
        parts.append(0.5 * edge * np.sin(2 * np.pi * hertz * at))
    samples = (32767 * np.concatenate(parts)).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE_HZ)
        sound.writeframes(samples.tobytes())
    return file.getvalue()
