"""Where the feedback goes: window, standard output, loudspeaker and journal; and how fast."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Protocol

from formcheck.live import messages as say
from formcheck.live.coach import Coach
from formcheck.live.eyes import Sight
from formcheck.live.journal import EventJournal
from formcheck.live.screen import Screen
from formcheck.live.sound import Sound
from formcheck.live.window import Window

SPEED_EVERY_S = 5.0
LATENCIES_KEPT = 300


class Show(Protocol):
    """Where the feedback is seen."""

    def frame(self, sight: Sight, coach: Coach) -> bool:
        """Show the newest frame, judged or not; False once nobody wants to see more."""

    def away(self, coach: Coach, away_s: float) -> bool:
        """Show that the camera gives no picture."""

    def end(self, coach: Coach) -> None:
        """Show what was done, while the report is being written."""

    def close(self) -> None:
        """Clear away."""


class Unseen:
    """Feedback for other programs: events only."""

    def frame(self, sight: Sight, coach: Coach) -> bool:
        """Nothing to draw."""
        return True

    def away(self, coach: Coach, away_s: float) -> bool:
        """Nothing to draw."""
        return True

    def end(self, coach: Coach) -> None:
        """Nothing to draw."""

    def close(self) -> None:
        """Nothing to clear away."""


class Drawn:
    """Feedback in a window."""

    def __init__(self, mirrored: bool) -> None:
        """Raises DisplayError where there is no screen."""
        self._screen = Screen(mirrored)
        self._window = Window()
        self._last: Sight | None = None

    def frame(self, sight: Sight, coach: Coach) -> bool:
        """Draw it all."""
        self._last = sight
        return self._draw(sight, coach)

    def away(self, coach: Coach, away_s: float) -> bool:
        """The last picture stays, with what is wrong."""
        return self._last is None or self._draw(self._last, coach, away_s)

    def end(self, coach: Coach) -> None:
        """The last picture, with what was done."""
        if self._last is not None:
            self._draw(self._last, coach)

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    def _draw(self, sight: Sight, coach: Coach, away_s: float = 0.0) -> bool:
        canvas = self._screen.draw(sight.shot.image, sight.poses, coach, away_s)
        return self._window.show(canvas)


@dataclass
class Pace:
    """How fast pictures are judged.

    Attributes:
        latencies_s: from a picture's arrival to its feedback, the newest.
    """

    latencies_s: deque[float] = field(default_factory=lambda: deque(maxlen=LATENCIES_KEPT))
    frames: int = 0
    told_s: float = 0.0
    told_frames: int = 0

    def done(self, sight: Sight) -> None:
        """The feedback on a picture is out."""
        self.frames += 1
        self.latencies_s.append(time.perf_counter() - sight.shot.arrived_s)

    def news(self, now_s: float, dropped: int) -> Iterator[say.Speed]:
        """Every few seconds."""
        if now_s - self.told_s < SPEED_EVERY_S:
            return
        rate = (self.frames - self.told_frames) / (now_s - self.told_s)
        self.told_s, self.told_frames = now_s, self.frames
        yield say.Speed(
            time_s=now_s,
            frames_per_second=rate,
            latency_ms=1000 * median(self.latencies_s),
            dropped=dropped,
        )


class Outlet:
    """Passes every event on to whoever wants it."""

    def __init__(self, prints: bool, sound: Sound, journal: EventJournal | None) -> None:
        self._prints = prints
        self._sound = sound
        self._journal = journal

    def tell(self, message: say.Message) -> None:
        """Pass one event on."""
        if self._prints:
            print(say.line_of(message), flush=True)
        if self._journal is not None:
            self._journal.take(message)
        self._sound.tell(message)

    def tell_all(self, messages: Iterable[say.Message]) -> None:
        """Pass several on."""
        for message in messages:
            self.tell(message)
