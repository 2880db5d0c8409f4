"""Numbers and findings in plain words, the same on the page, in pictures and in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.report.fields import Verdict, ViewName
from formcheck.report.model import Exercise, MistakeSummary, MistakeVerdict, Report, Target

VERDICTS: dict[Verdict, str] = {
    "seen": "seen",
    "not_seen": "not seen",
    "cannot_be_judged": "cannot be judged",
}
VIEWS: dict[ViewName, str] = {
    "side-left": "from the person's left side",
    "side-right": "from the person's right side",
    "front": "from the front",
    "rear": "from behind",
    "oblique": "from an oblique angle",
}
DASH = "\N{EN DASH}"
_UNITS = {"deg": ("°", 1), "deg/s": ("°/s", 0), "s": (" s", 2), "ratio": ("", 2)}


def number(value: float | None, unit: str | None = None) -> str:
    """A measured number with its unit, to read: ``41.2°``, ``0.62 s``; a dash if None."""
    if value is None:
        return DASH
    sign, digits = _UNITS.get(unit or "ratio", (f" {unit}", 3))
    text = f"{value:.{digits}f}"
    if digits and unit == "deg":
        text = text.removesuffix(".0")
    text = text.replace("-", "\N{MINUS SIGN}") if float(text) else text.removeprefix("-")
    return text + sign


def short(value: float | None, unit: str | None) -> str:
    """As :func:`number`, without the unit where it is a word: for a column that names it."""
    return (
        number(value, unit).removesuffix(f" {unit}") if unit not in _UNITS else number(value, unit)
    )


def clock(seconds: float | None) -> str:
    """A moment of the video as minutes and seconds: ``0:12.3``; a dash if None."""
    if seconds is None:
        return DASH
    minutes, tenths = divmod(round(seconds * 10), 600)
    return f"{minutes}:{tenths // 10:02d}.{tenths % 10}"


def count(amount: int, noun: str) -> str:
    """``1 rep``, ``3 reps``."""
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"


def reps(numbers: Sequence[int]) -> str:
    """Rep numbers with runs drawn together: ``rep 3``, ``reps 1, 4-6``; empty if none."""
    if not numbers:
        return ""
    runs: list[list[int]] = []
    for each in sorted(set(numbers)):
        if runs and each == runs[-1][-1] + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    texts = [_run(run) for run in runs]
    return f"rep{'s' if len(set(numbers)) > 1 else ''} {', '.join(texts)}"


def _run(run: list[int]) -> str:
    if len(run) < 3:
        return ", ".join(map(str, run))
    return f"{run[0]}{DASH}{run[-1]}"


def target(wanted: Target | None) -> str:
    """``15-20`` with a dash, ``8 or more``; a dash alone if there is none."""
    if wanted is None:
        return DASH
    if wanted.high is None:
        return f"{wanted.low} or more"
    return str(wanted.low) if wanted.low == wanted.high else f"{wanted.low}{DASH}{wanted.high}"


def mistake_name(report: Report, mistake: str) -> str:
    """The mistake in plain words, or its id spelt out."""
    for summary in report.mistakes:
        if summary.id == mistake and summary.name:
            return summary.name
    return mistake.replace("-", " ").capitalize()


def variant(exercise: Exercise) -> str:
    """``straight variant``, and who named it where the user did; empty where none is known."""
    if exercise.variant is None:
        return ""
    told = ", as you named it" if exercise.variant_chosen_by == "user" else ""
    return f"{exercise.variant} variant{told}"


def heading(text: str) -> str:
    """The text with a capital to begin with, the rest as it is."""
    return text[:1].upper() + text[1:]


def unclear_by_reason(report: Report) -> dict[str, list[str]]:
    """Names of the mistakes that cannot be judged, under their reason ("" where none is given)."""
    found: dict[str, list[str]] = {}
    for each in report.mistakes:
        if each.verdict == "cannot_be_judged":
            found.setdefault(each.reason or "", []).append(mistake_name(report, each.id))
    return found


def column_limit(verdicts: Sequence[MistakeVerdict], summary: MistakeSummary | None) -> str:
    """The limit that all verdicts share, ``at most 30°``; else their unit, if it is a word."""
    units = {each.unit for each in verdicts}
    limits = {each.limit for each in verdicts}
    unit = units.pop() if len(units) == 1 else None
    if len(limits) != 1 or None in limits:
        return unit if unit and unit not in _UNITS else ""
    return _sense(summary) + number(limits.pop(), unit)


def _sense(summary: MistakeSummary | None) -> str:
    sense = summary.limit_is if summary else None
    return f"{sense.replace('_', ' ')} " if sense else ""


def limit(verdict: MistakeVerdict, summary: MistakeSummary | None) -> str:
    """Where the mistake begins: ``at most 30° ± 6.1°``; empty without a limit."""
    if verdict.limit is None:
        return ""
    text = _sense(summary) + number(verdict.limit, verdict.unit)
    if verdict.error is None:
        return text
    # A unit that is a word is said once, after the error: 0.028 ± 0.009 trunk lengths.
    return f"{text.split(' ' + str(verdict.unit))[0]} ± {number(verdict.error, verdict.unit)}"


def finding(verdict: MistakeVerdict, summary: MistakeSummary | None) -> str:
    """One verdict in words: ``seen: 41.2°, limit at most 30° ± 6.1°``."""
    text = VERDICTS[verdict.verdict]
    if verdict.verdict == "cannot_be_judged":
        return f"{text}: {verdict.reason}" if verdict.reason else text
    if verdict.value is None:
        return text
    text += f": {number(verdict.value, verdict.unit)}"
    bound = limit(verdict, summary)
    text = f"{text}, limit {bound}" if bound else text
    return f"{text} ({verdict.reason})" if verdict.reason else text
