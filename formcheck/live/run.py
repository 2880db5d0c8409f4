"""The live loop: camera, landmarks, coach, and whatever shows, says and keeps what it finds."""

from __future__ import annotations

import contextlib
import time
from contextlib import ExitStack
from pathlib import Path

from formcheck.check import Checked
from formcheck.landmarker import Networks
from formcheck.live import messages as say
from formcheck.live.camera import Opener, Source, open_capture, source_named
from formcheck.live.closing import Seen, write_live_report
from formcheck.live.coach import Coach, Plan
from formcheck.live.eyes import Eyes
from formcheck.live.film import FilmKeeper
from formcheck.live.journal import EventJournal, LandmarkJournal
from formcheck.live.options import (
    EVENTS,
    FILM,
    LANDMARK_JOURNAL,
    LANDMARKS,
    LiveOptions,
    new_recording_folder,
)
from formcheck.live.outlets import Drawn, Outlet, Pace, Show, Unseen
from formcheck.live.reader import Reader
from formcheck.live.sound import open_sound
from formcheck.rule import Exercise
from formcheck.rulebook import RuleBook, load_rules

WAIT_S = 0.1
DONE_SHOWN_S = 4.0


class Live:
    """One run of ``formcheck live``, from the first picture to the report."""

    def __init__(self, options: LiveOptions, opener: Opener = open_capture) -> None:
        """
        Raises:
            FormcheckError: options, rules or camera are wrong.
        """
        self.options = options
        self.book: RuleBook = load_rules(options.rules)
        self.wanted: Exercise | None = (
            self.book.exercise(options.exercise) if options.exercise else None
        )
        self.source: Source = source_named(options.camera)
        self.pace = Pace()
        self._opener = opener

    def run(self) -> Checked:
        """Watch until it is over, then judge everything and write the report."""
        folder = self.options.folder()
        with ExitStack() as stack:
            networks = Networks(self.options.engine, self.options.model)
            stack.callback(networks.close)
            reader = self._reader()
            keep = new_recording_folder(folder) if self.options.record else None
            film = FilmKeeper(keep / FILM, reader.width, reader.height) if keep else None
            journal = LandmarkJournal(
                keep / LANDMARK_JOURNAL if keep else None,
                reader.width,
                reader.height,
                networks.engine,
            )
            began = time.monotonic()
            with journal:
                with contextlib.suppress(KeyboardInterrupt):
                    self._watch(reader, networks, journal, film, keep)
                if film is not None:
                    film.close()
                seen = self._seen(reader, journal, film, time.monotonic() - began)
                checked = self._close(seen, folder, keep, networks)
        return checked

    def _reader(self) -> Reader:
        pace = self.options.own_pace
        return Reader(self.source, drop=pace, own_pace=pace, opener=self._opener)

    def _watch(
        self,
        reader: Reader,
        networks: Networks,
        journal: LandmarkJournal,
        film: FilmKeeper | None,
        keep: Path | None,
    ) -> None:
        exercises = [self.wanted] if self.wanted else list(self.book.exercises.values())
        plan = Plan(self.wanted, self.options.target, self.options.sets)
        coach = Coach(plan, exercises, reader.width, reader.height)
        with ExitStack() as stack:
            show: Show = Unseen() if self.options.headless else Drawn(self.options.mirrored)
            stack.callback(show.close)
            sound = open_sound(self.options.sound)
            stack.callback(sound.close)
            events = EventJournal(keep / EVENTS) if keep else None
            if events is not None:
                stack.callback(events.close)
            outlet = Outlet(self.options.headless, sound, events)
            if film is not None:
                reader.keep = film.keep
            stack.enter_context(reader)
            eyes = stack.enter_context(Eyes(reader, networks))
            outlet.tell(self._started(reader))
            try:
                self._loop(reader, eyes, coach, journal, show, outlet)
            finally:
                outlet.tell_all(coach.finish())
                show.end(coach)

    def _started(self, reader: Reader) -> say.Started:
        return say.Started(
            time_s=0.0,
            camera=self.source.name,
            width=reader.width,
            height=reader.height,
            exercise=self.wanted.id if self.wanted else None,
        )

    def _loop(
        self,
        reader: Reader,
        eyes: Eyes,
        coach: Coach,
        journal: LandmarkJournal,
        show: Show,
        outlet: Outlet,
    ) -> None:
        away = False
        while not eyes.ended:
            sight = eyes.next(WAIT_S)
            away_s = reader.away_s
            if bool(away_s) != away and (away_s or sight):
                away = bool(away_s)
                outlet.tell(_camera(coach, reader, away))
            if sight is None:
                if away_s and not show.away(coach, away_s):
                    return
                continue
            journal.append(sight.observation)
            outlet.tell_all(coach.see(sight.observation))
            wanted = show.frame(sight, coach)
            self.pace.done(sight)
            outlet.tell_all(self.pace.news(coach.now_s, reader.dropped))
            over = coach.stage == "done" and coach.now_s - coach.stage_s > DONE_SHOWN_S
            if over or not wanted:
                return

    # --- the end ---

    def _seen(
        self, reader: Reader, journal: LandmarkJournal, film: FilmKeeper | None, took_s: float
    ) -> Seen:
        own_film = Path(self.source.text) if self.source.is_film else None
        return Seen(
            name=self.source.name,
            recording=journal.recording(),
            numbers=journal.numbers,
            film=film.path if film else own_film,
            gaps=reader.gaps,
            dropped=reader.dropped,
            took_s=took_s,
        )

    def _close(self, seen: Seen, folder: Path, keep: Path | None, networks: Networks) -> Checked:
        if keep is not None:
            seen.recording.save(keep / LANDMARKS)
            (keep / LANDMARK_JOURNAL).unlink()
        checked = write_live_report(
            seen, self.book, self.wanted, folder, networks, self.options.blur_faces
        )
        report = checked.report
        finished = say.Finished(
            time_s=report.video.duration_s or 0.0,
            sets=len(report.sets),
            reps=len(report.reps),
            report=str(folder),
        )
        if self.options.headless:
            print(say.line_of(finished), flush=True)
        return checked


def _camera(coach: Coach, reader: Reader, away: bool) -> say.Camera:
    gap = reader.gaps[-1] if reader.gaps and not away else None
    return say.Camera(
        time_s=coach.now_s,
        state="away" if away else "back",
        gap_s=gap.to_s - gap.from_s if gap else None,
    )


def live(options: LiveOptions) -> None:
    """Run, and print the summary of the report."""
    checked = Live(options).run()
    if not options.headless:
        from formcheck.report.summary import print_summary

        print_summary(checked.report, checked.folder)
