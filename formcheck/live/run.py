"""The live loop: camera, landmarks, coach, and whatever shows, says and keeps what it finds."""

from __future__ import annotations

import contextlib
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from formcheck.check import Checked
from formcheck.landmarker import Networks
from formcheck.live import messages as say
from formcheck.live.camera import Opener, Source, open_capture, source_named
from formcheck.live.closing import Seen, place_of_report, write_live_report
from formcheck.live.coach import Coach, Plan
from formcheck.live.eyes import Eyes, Sight
from formcheck.live.keeping import Keeping
from formcheck.live.options import LiveOptions
from formcheck.live.outlets import Drawn, Outlet, Pace, Show, Unseen
from formcheck.live.reader import Reader
from formcheck.live.sound import Sound, open_sound
from formcheck.rule import Exercise
from formcheck.rulebook import RuleBook, rules_for
from formcheck.smoothing import get_ready

WAIT_S = 0.1
NEWS_WAIT_S = 0.04
"""News is drawn on the next picture if that comes so soon, else once more on its own."""
DONE_SHOWN_S = 4.0
SWITCH_S = 0.001
"""How long a thread may keep another one waiting; Python's own 5 ms would delay each picture."""


class Live:
    """One run of ``formcheck live``, from the first picture to the report."""

    def __init__(self, options: LiveOptions, opener: Opener = open_capture) -> None:
        """
        Raises:
            FormcheckError: options, rules or camera are wrong.
        """
        self.options = options
        book = rules_for(options.exercise, options.rules)
        self.book: RuleBook = book.with_target(options.target)
        self.wanted: Exercise | None = (
            self.book.exercise(options.exercise) if options.exercise else None
        )
        if options.variant is not None:
            self.book.check_variant(options.variant, self.wanted)
        self.source: Source = source_named(options.camera)
        self.pace = Pace()
        self._opener = opener

    def run(self) -> Checked:
        """Watch until it is over, then judge everything and write the report."""
        options = self.options
        with ExitStack() as stack:
            stack.callback(sys.setswitchinterval, sys.getswitchinterval())
            sys.setswitchinterval(SWITCH_S)
            # What may be missing is tried first, so that nothing half-written stays.
            if options.record is None:
                place_of_report(options.folder()).try_out()
            show: Show = Unseen() if options.headless else Drawn(options.mirrored)
            stack.callback(show.close)
            sound = open_sound(options.sound)
            stack.callback(sound.close)
            networks = Networks(options.engine, options.model)
            stack.callback(networks.close)
            get_ready()
            pace = options.own_pace
            reader = Reader(self.source, drop=pace, own_pace=pace, opener=self._opener)
            keeping = stack.enter_context(Keeping(options.record, reader, networks.engine))
            began = time.monotonic()
            with contextlib.suppress(KeyboardInterrupt):
                self._watch(reader, networks, keeping, show, sound)
            keeping.end()
            seen = self._seen(reader, keeping, time.monotonic() - began)
            return self._close(seen, keeping, networks)

    def _watch(
        self, reader: Reader, networks: Networks, keeping: Keeping, show: Show, sound: Sound
    ) -> None:
        exercises = [self.wanted] if self.wanted else list(self.book.exercises.values())
        plan = Plan(self.wanted, self.options.sets, self.options.variant)
        coach = Coach(plan, exercises, reader.width, reader.height)
        outlet = Outlet(self.options.headless, sound, keeping.events)
        with reader, Eyes(reader, networks) as eyes:
            outlet.tell(self._started(reader))
            try:
                self._loop(reader, eyes, coach, keeping, show, outlet)
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
        keeping: Keeping,
        show: Show,
        outlet: Outlet,
    ) -> None:
        away = False
        undrawn: Sight | None = None
        while not eyes.ended:
            sight = eyes.next(NEWS_WAIT_S if undrawn else WAIT_S)
            away_s = reader.away_s
            if bool(away_s) != away and (away_s or sight):
                away = bool(away_s)
                outlet.tell(_camera(coach, reader, away))
            if sight is None:
                if not _drawn_again(show, coach, undrawn, away_s):
                    return
                undrawn = None
                continue
            # The picture is shown before it is judged, so that nobody waits for the judgement.
            wanted = show.frame(sight, coach)
            undrawn = sight if self._judge(sight, coach, keeping, outlet) else None
            self.pace.done(sight)
            outlet.tell_all(self.pace.news(coach.now_s, reader.dropped))
            over = coach.stage == "done" and coach.now_s - coach.stage_s > DONE_SHOWN_S
            if over or not wanted:
                return

    @staticmethod
    def _judge(sight: Sight, coach: Coach, keeping: Keeping, outlet: Outlet) -> bool:
        """Take in what a picture shows; says whether there is news."""
        observation = sight.observation()
        keeping.landmarks.append(observation)
        news = coach.see(observation)
        outlet.tell_all(news)
        return bool(news)

    # --- the end ---

    def _seen(self, reader: Reader, keeping: Keeping, took_s: float) -> Seen:
        own_film = Path(self.source.text) if self.source.is_film else None
        return Seen(
            name=self.source.name,
            recording=keeping.landmarks.recording(),
            numbers=keeping.landmarks.numbers,
            film=keeping.film.path if keeping.film else own_film,
            gaps=reader.gaps,
            dropped=reader.dropped,
            truncated=reader.truncated,
            took_s=took_s,
        )

    def _close(self, seen: Seen, keeping: Keeping, networks: Networks) -> Checked:
        keeping.settle(seen.recording)
        folder, options = self.options.folder(), self.options
        checked = write_live_report(
            seen, self.book, self.wanted, folder, networks, options.variant, options.blur_faces
        )
        report = checked.report
        finished = say.Finished(
            time_s=report.video.duration_s or 0.0,
            sets=len(report.sets),
            reps=len(report.reps),
            report=str(folder),
        )
        if options.headless:
            print(say.line_of(finished), flush=True)
        return checked


def _drawn_again(show: Show, coach: Coach, undrawn: Sight | None, away_s: float) -> bool:
    """Show what there is to be said while no picture comes; False once nobody wants to see it."""
    if away_s:
        return show.away(coach, away_s)
    return undrawn is None or show.frame(undrawn, coach)


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
