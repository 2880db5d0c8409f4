"""The history in the terminal: at 80 columns, in colour and without."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from formcheck.history import measures
from formcheck.history.course import Course, courses
from formcheck.history.legpairs import FILM_AGAINST_FILM, in_words, leg_pairs
from formcheck.history.measures import Share
from formcheck.history.plan import in_plan, planned_weeks, remarks
from formcheck.history.trend import balance, trends
from formcheck.report import words
from formcheck.store import Client, StoredSet
from formcheck.store.names import shown

NO_ADVICE = "What the films show; no medical assessment."


def print_clients(clients: Sequence[Client], console: Console) -> None:
    """A table of all clients."""
    if not clients:
        console.print("The history is empty: formcheck check VIDEO --client NAME puts a set in.")
        return
    grid = _grid("Client", "Films>", "Sets>", "Reps>", "First", "Last")
    for each in clients:
        counts = (str(each.films), str(each.sets), str(each.reps))
        grid.add_row(Text(shown(each.name)), *counts, each.first or "", each.last or "")
    console.print(grid)


def print_client(client: str, sets: Sequence[StoredSet], console: Console) -> None:
    """One client: each exercise week by week, the trend, the balance, the plan."""
    title = f"{shown(client)}: {overview(sets)}"
    console.print(Text(title, style="bold"))
    for line in left_out(sets):
        console.print(Text(line))
    for course in courses(sets):
        _print_course(course, console)
    weeks = planned_weeks(sets)
    if weeks:
        _title(console, "Against the plan")
        _lines(console, [in_plan(weeks), *remarks(weeks[-1])])
    console.print()
    console.print(Text(NO_ADVICE, style="dim"))


def overview(sets: Sequence[StoredSet]) -> str:
    """``12 sets, 84 reps, 2025-03-03 to 2025-04-21``."""
    reps = words.count(sum(each.reps for each in sets), "rep")
    text = f"{words.count(len(sets), 'set')}, {reps}"
    days = sorted(each.date for each in sets if each.date)
    if not days:
        return text
    return f"{text}, {days[0]}" + (f" to {days[-1]}" if days[-1] != days[0] else "")


def left_out(sets: Sequence[StoredSet]) -> list[str]:
    """What the course over the weeks does not hold, or holds with doubt."""
    lines = []
    undated = sum(not each.date for each in sets)
    if undated:
        lines.append(f"{words.count(undated, 'set')} without a date: not in the course.")
    unsure = len({each.film for each in sets if each.date_told_by == "file"})
    if unsure:
        lines.append(
            f"{words.count(unsure, 'film')} dated by the file alone, which copying may change: "
            "check again with --date to tell the day."
        )
    return lines


def _print_course(course: Course, console: Console) -> None:
    _title(console, words.heading(course.name))
    console.print(_weeks(course))
    if course.mistakes:
        console.print()
        console.print(_mistakes(course))
    told = {"Trend": trends(course), "Balance": balance(course)}
    if pairs := leg_pairs(course):
        told[FILM_AGAINST_FILM] = [in_words(pair) for pair in pairs]
    for heading, lines in told.items():
        _title(console, heading)
        _lines(console, lines)


def _weeks(course: Course) -> Table:
    grid = _grid("Week of", "Leg", "Sets>", "Reps>", "Clean>", "Range>", "Tempo>")
    grid.add_column("Load", ratio=1)
    for week in course.weeks:
        for side, sets in week.sides:
            travel = measures.travel(sets, course.unit)
            grid.add_row(
                week.monday.isoformat(),
                side or words.DASH,
                str(len(sets)),
                str(sum(each.reps for each in sets)),
                percent(measures.clean(sets)),
                words.number(travel.value if travel else None, course.unit),
                " ".join(f"{each:.1f}" if each is not None else "?" for each in tempo(sets)),
                Text(shown(", ".join(dict.fromkeys(each.load for each in sets if each.load)))),
            )
    grid.caption = "Tempo: lift, hold, lower, s; medians."
    grid.caption_justify = "left"
    return grid


def tempo(sets: Sequence[StoredSet]) -> tuple[float | None, float | None, float | None]:
    """Median times of lift, hold and lowering, s."""
    return (
        measures.median(sets, lambda each: each.lift_s),
        measures.median(sets, lambda each: each.hold_s),
        measures.median(sets, lambda each: each.lower_s),
    )


def _mistakes(course: Course) -> Table:
    grid = _grid("Mistake, seen on reps of those judged", "First week>", "Last week>", "All weeks>")
    for mistake in course.mistakes:
        rates = course.rates(mistake)
        whole = measures.seen(course.sets, mistake)
        style = "yellow" if whole.some else "green" if whole.of else "dim"
        shares = [fraction(share) for share in (rates[0], rates[-1], whole)]
        grid.add_row(Text(course.title(mistake), style=style), *shares)
    return grid


def percent(share: Share) -> str:
    """``57%``; a dash where there is nothing to take a share of."""
    return words.DASH if share.value is None else f"{share.value:.0%}"


def fraction(share: Share) -> str:
    """``2 of 7``; ``not judged`` where nothing was."""
    return f"{share.some} of {share.of}" if share.of else "not judged"


def _grid(*headings: str) -> Table:
    """A table without lines; a heading that ends in ``>`` stands over numbers."""
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in headings:
        justify = "right" if heading.endswith(">") else "left"
        grid.add_column(heading.rstrip(">"), justify=justify, no_wrap=True)  # type: ignore[arg-type]
    return grid


def _title(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text, style="bold"))


def _lines(console: Console, lines: Sequence[str]) -> None:
    for line in lines:
        for part in Text(line).wrap(console, console.width - 2):
            part.rstrip()
            console.print(Text("  ") + part)
