"""Films now, for a check later: the same guide, hands-free start and stop, few looks a second."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from formcheck.errors import OutputError
from formcheck.landmarker import Networks
from formcheck.live import messages as say
from formcheck.live.camera import Opener, open_capture, source_named
from formcheck.live.coach import AWAY_S, Coach, Plan
from formcheck.live.eyes import Eyes
from formcheck.live.film import FilmKeeper
from formcheck.live.options import LiveOptions
from formcheck.live.outlets import Drawn, Outlet, Show, Unseen
from formcheck.live.reader import Reader, Shot
from formcheck.live.sound import open_sound
from formcheck.rulebook import rules_for

LOOK_EVERY_S = 0.3
STILL_S = 1.0
LEFT_S = 3.0
"""Out of the position for this long, the set is over; getting up is on the film."""
SHORTEST_S = 5.0
WAIT_S = 0.1


class Filming:
    """Decides when to film; :meth:`keep` takes every picture, in the camera's own thread.

    Attributes:
        films: the films that were finished.
    """

    def __init__(self, folder: Path, reader: Reader) -> None:
        """Raises OutputError where the folder holds films already."""
        if any(folder.glob("set-*.mp4")):
            raise OutputError(f"{folder} holds films of sets already: name another folder.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder} cannot be made ({error.strerror}).") from error
        self.films: list[Path] = []
        self._folder, self._reader = folder, reader
        self._film: FilmKeeper | None = None
        self._held_since_s: float | None = None
        self._began_s = 0.0

    @property
    def running(self) -> bool:
        """Whether a set is being filmed."""
        return self._film is not None

    def keep(self, shot: Shot) -> bool:
        """Take a picture while a set is being filmed."""
        film = self._film
        return film is None or film.keep(shot)

    def decide(self, coach: Coach) -> Iterator[say.Message]:
        """Start or stop, by what the newest look showed."""
        left_s = coach.watched.left_for_s(coach.now_s)
        held = left_s == 0.0 and coach.crowd.pose is not None
        if self._film is None:
            if not held or coach.advice:
                self._held_since_s = None
            elif self._held_since_s is None:
                self._held_since_s = coach.now_s
            elif coach.now_s - self._held_since_s >= STILL_S:
                yield from self._start(coach.now_s)
        elif left_s >= LEFT_S:
            yield from self.stop(coach.now_s)

    def _start(self, now_s: float) -> Iterator[say.Message]:
        path = self._folder / f"set-{len(self.films) + 1}.mp4"
        self._film = FilmKeeper(path, self._reader.width, self._reader.height)
        self._began_s = now_s
        yield say.Stage(time_s=now_s, stage="filming", set=len(self.films) + 1)

    def stop(self, now_s: float) -> Iterator[say.Message]:
        """End the film under way; one that is too short to hold a set is thrown away."""
        film, self._film, self._held_since_s = self._film, None, None
        if film is None:
            return
        film.close()
        if now_s - self._began_s < SHORTEST_S:
            film.path.unlink()
            return
        self.films.append(film.path)
        yield say.FilmKept(time_s=now_s, film=str(film.path), seconds=now_s - self._began_s)
        yield say.Stage(time_s=now_s, stage="rest", set=len(self.films))


def film_sets(options: LiveOptions, opener: Opener = open_capture) -> list[Path]:
    """Film until the sets are done, the window is closed, or Ctrl-C.

    Returns:
        The films, in their order.

    Raises:
        FormcheckError: camera, place, rules or screen are wrong.
    """
    book = rules_for(options.exercise, options.rules)
    wanted = book.exercise(options.exercise) if options.exercise else None
    source = source_named(options.camera)
    exercises = [wanted] if wanted else list(book.exercises.values())
    assert options.record is not None
    with ExitStack() as stack:
        networks = Networks(options.engine, options.model)
        stack.callback(networks.close)
        reader = Reader(source, drop=options.own_pace, own_pace=options.own_pace, opener=opener)
        filming = Filming(options.record, reader)
        show: Show = Unseen() if options.headless else Drawn(options.mirrored)
        stack.callback(show.close)
        sound = open_sound(options.sound)
        stack.callback(sound.close)
        outlet = Outlet(options.headless, sound, None)
        coach = Coach(Plan(wanted, only_films=True), exercises, reader.width, reader.height)
        reader.keep = filming.keep
        looks = Eyes(reader, networks, LOOK_EVERY_S)
        with contextlib.suppress(KeyboardInterrupt), reader, looks as eyes:
            _loop(eyes, coach, filming, show, outlet, options.sets)
        outlet.tell_all(filming.stop(coach.now_s))
    return filming.films


def _loop(
    eyes: Eyes, coach: Coach, filming: Filming, show: Show, outlet: Outlet, sets: int | None
) -> None:
    seen_s = 0.0
    while not eyes.ended and (sets is None or len(filming.films) < sets):
        sight = eyes.next(WAIT_S)
        if sight is None:
            continue
        guided = [m for m in coach.see(sight.observation()) if isinstance(m, say.Guide)]
        outlet.tell_all(guided)
        outlet.tell_all(filming.decide(coach))
        coach.film(filming.running)
        seen_s = coach.now_s if coach.crowd.pose is not None else seen_s
        if not show.frame(sight, coach) or coach.now_s - seen_s > AWAY_S:
            return


def record(options: LiveOptions) -> None:
    """Film, and say how to have the films judged."""
    films = film_sets(options)
    if not films:
        print("No set was filmed: nobody held a start position.", file=sys.stderr)
    for film in films:
        named = f" --exercise {options.exercise}" if options.exercise else ""
        print(f"{film}: judge it with formcheck check {film}{named}", file=sys.stderr)
