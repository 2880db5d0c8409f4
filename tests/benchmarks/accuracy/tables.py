"""The figures as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from formcheck.mistakes import MISTAKES

from .honesty import margin_table
from .judged import BOUNDARIES
from .nearness import nearness_table
from .records import SET_MISTAKES
from .statistics import Figures
from .wording import NONE, counted, counts, number, pair, percent, table


def markdown(results: Figures) -> str:
    """Everything, one section after the other."""
    parts = [f"# Accuracy on rendered clips: {results['split']}, {results['clips']} clips"]
    for title, section in SECTIONS.items():
        parts.append(f"## {title}\n\n{section(results)}")
    return "\n\n".join(parts) + "\n"


# --- sections ---


def demand_list(results: Figures) -> str:
    """What has to be reached."""
    lines = []
    for one in results["demands"]:
        state = "reached" if one["reached"] else "NOT REACHED"
        figure = f" ({one['figure']})" if one["figure"] else ""
        short = f". Short: {'; '.join(one['short'])}" if one["short"] else ""
        lines.append(f"- {state}: {one['what']}{figure}{short}")
    return "\n".join(lines)


def state_table(results: Figures) -> str:
    """Thirteen exercises by twenty-four mistakes."""
    rows = [
        [mistake, *(state_cell(results, exercise, mistake) for exercise in results["states"])]
        for mistake in MISTAKES
    ]
    told = "Figures are precision / recall; + = fewer reps or bodies than demanded."
    return told + "\n\n" + table(["mistake", *results["states"]], rows)


def state_cell(results: Figures, exercise: str, mistake: str) -> str:
    """A cell of the two-sided table, in words and with its figures."""
    state = results["states"][exercise][mistake]
    if state not in ("works", "works, few reps", "falls short"):
        return {"does not belong": "·", "not in the rule book yet": "no rule yet"}.get(state, state)
    cell = results["cells"][exercise][mistake]
    precision, recall = (number(cell[name]["value"], 2) for name in ("precision", "recall"))
    word = {"works": "works", "works, few reps": "works+"}.get(state, "**falls short**")
    return f"{word} {precision} / {recall}"


def exercise_table(results: Figures) -> str:
    """Counting, recognising, angles."""
    heading = [
        *("exercise", "clips", "sets", "reps", "reps exact", "off by one", "by more", "MAE"),
        *("worst", "false", "recognised", "as alike", "exact by auto"),
        *("peak deg", "hip deg", "knee deg"),
    ]
    rows = [
        [
            *(name, f["clips"], f["counting"]["sets"], f["counting"]["reps"]),
            counted(f["counting"]["exact"]),
            *(f["counting"]["off_by_one"], f["counting"]["off_by_more"]),
            *(number(f["counting"]["mae"], 2), f["counting"]["worst"], f["counting"]["false"]),
            *(f["recognised"]["right"], f["recognised"]["alike"]),
            counted(f["recognised"]["reps_exact"]),
            *(pair(f["angles"][angle], 1) for angle in ("peak", "hip", "knee")),
        ]
        for name, f in results["exercises"].items()
    ]
    total = results["exercises"]["all"]
    wrong = "; ".join(total["counting"]["wrong"]) or NONE
    unlike = "; ".join(total["recognised"]["wrong"]) or NONE
    parted = "; ".join(total["counting"]["wrongly_parted"]) or NONE
    return (
        table(heading, rows)
        + "\n\nAngles: median / 95th percentile of the error's size, working leg, from the side."
        + f"\n\nSets miscounted: {wrong}\n\nRecognised wrongly: {unlike}"
        + f"\n\nSets parted wrongly: {parted}"
    )


def timing_table(results: Figures) -> str:
    """Phase boundaries from the side."""
    places = ("all", "near leg", "far leg", *BOUNDARIES)
    rows = [
        [name, rate, f["timing"][rate]["all"]["n"]]
        + [pair(f["timing"][rate][place]) for place in places]
        + [" / ".join(number(f["timing"][rate][b]["bias"], 0) for b in BOUNDARIES)]
        for name, f in results["exercises"].items()
        for rate in ("30 fps", "all rates")
        if f["timing"][rate]["all"]["n"]
    ]
    heading = ["exercise", "clips", "boundaries", *places, "bias of each"]
    return "Milliseconds, median / 95th percentile.\n\n" + table(heading, rows)


def mistake_table(results: Figures, of_sets: bool) -> str:
    """Precision and recall of each cell."""
    heading = [
        *("exercise", "mistake", "there", "bodies", "seen", "not seen", "abstained"),
        *("recall", "precision", "false alarms", "of them clean", "beside"),
        *('clean "not seen"', "abstained under a hanging shirt", "abstained in a blind view"),
        *("why not judged: there", "clean"),
    ]
    rows = [
        [
            *(exercise, mistake, c["positives"], c["bodies"], c["seen"], c["not_seen"]),
            *(c["abstained"], counted(c["recall"]), counted(c["precision"]), c["false_alarms"]),
            *(c["false_alarms_on_clean"], counts(c["false_alarms_beside"])),
            *(counted(c["clean_not_seen"]), counted(c["bridged"]), counted(c["blind"])),
            *(counts(c["reasons_on_positives"]), counts(c["reasons_on_clean"])),
        ]
        for exercise, mistake, c in _cells(results)
        if (mistake in SET_MISTAKES) == of_sets
    ]
    return table(heading, rows)


def _cells(results: Figures) -> Iterator[tuple[str, str, Figures]]:
    for exercise, cells in results["cells"].items():
        for mistake, cell in cells.items():
            yield exercise, mistake, cell


def ladder_table(results: Figures) -> str:
    """The share seen by magnitude."""
    rows = [
        [
            *(exercise, mistake, steps["unit"], _size(steps["counts_from"])),
            _size(steps["reliable_from"]),
            ", ".join(_rung(step) for step in steps["steps"]),
        ]
        for exercise, ladders in results["ladders"].items()
        for mistake, steps in ladders.items()
    ]
    heading = ["exercise", "mistake", "unit", "a mistake from", "seen reliably from"]
    return table([*heading, "seen by magnitude, mildest first"], rows)


def _size(value: float | None) -> str:
    return NONE if value is None else f"{value:g}"


def _rung(step: Figures) -> str:
    sizes = _size(step["from"])
    if step["to"] != step["from"]:
        sizes += f"..{_size(step['to'])}"
    return f"{sizes}: {step['seen']['hits']}/{step['seen']['of']}"


def decoy_table(results: Figures) -> str:
    """What is no rep."""
    d, sets = results["decoys"], results["decoys"]["in_sets"]
    strange = d["without_a_rule"]
    lines = [
        f"- decoys: {d['clips']} clips, {d['minutes']:.1f} min: {d['reps']} reps "
        f"({_rate(d)} a minute), {d['sets']} sets {_named(d['counted'])}",
        f"- beside the reps of sets: {sets['minutes']:.1f} min: {sets['reps']} false reps "
        f"({_rate(sets)} a minute) {_named(sets['counted'])}",
        f"- exercises without a rule: {strange['clips']} clips, counted in "
        f"{len(strange['counted'])} {_named(strange['counted'])}",
    ]
    return "\n".join(lines)


def _rate(figures: Figures) -> str:
    return number(figures["reps"] / figures["minutes"], 2) if figures["minutes"] else NONE


def _named(of: dict[str, Any]) -> str:
    return f"({'; '.join(f'{name}: {n}' for name, n in of.items())})" if of else ""


def abstention_table(results: Figures) -> str:
    """How often nothing could be said."""
    a = results["abstention"]
    rows = [[cause, own["of"], counted(own)] for cause, own in a["causes"].items()]
    return (
        f'Of {a["verdicts"]} verdicts on reps, "cannot be judged": {counted(a["abstained"])}; '
        f"rightly: {counted(a['rightly'])}.\n\n" + table(["cause", "said", "rightly"], rows)
    )


def gate_table(results: Figures) -> str:
    """Whether wrong landmarks are noticed."""
    names = {
        "wrong": "leg frames wrong",
        "caught": "wrong ones refused",
        "caught_though_visible": "refused of those wrong though visible",
        "misangled": "hip or knee angle wrong",
        "misangled_caught": "of those refused",
        "right_refused": "right ones refused",
        "abstained_on_wrong_reps": "abstained on wrong reps",
        "abstained_on_right_reps": "on right reps",
    }
    rows = [[name, *(counted(own[key]) for key in names)] for name, own in results["gate"].items()]
    return table(["exercise", *names.values()], rows)


def signal_table(results: Figures) -> str:
    """How far signals are off: half-widths of the 95% interval."""
    names = ("signal", "exercise", "view", "leg", "near")
    lines: dict[tuple[str, ...], dict[str, Figures]] = {}
    for one in results["signals"]:
        where = tuple(one[name] or "-" for name in names)
        lines.setdefault(where, {})[f"{one['kind']} at {one['span']}"] = one
    shown = (
        *("level at start", "level at hold", "change at hold", "spread at rep"),
        "clean change at hold",
    )
    rows = [
        [*where, *(_half_width(own.get(key)) for key in shown), *_sizes(own)]
        for where, own in lines.items()
    ]
    told = "Half-width of the 95% interval, with the bias; lowest and highest are in the JSON."
    return told + "\n\n" + table([*names, *shown, "reps", "bodies"], rows)


def _half_width(one: Figures | None) -> str:
    if one is None:
        return "-"
    digits = 3 if abs(one["half_width"]) < 0.5 else 1
    return f"{one['half_width']:.{digits}f} ({one['bias']:+.{digits}f})"


def _sizes(own: dict[str, Figures]) -> tuple[int, int]:
    return max(one["reps"] for one in own.values()), max(one["bodies"] for one in own.values())


def short(results: Figures) -> str:
    """A few columns for the README: how often it is right."""
    rows = [
        [
            "**all**" if name == "all" else f"`{name}`",
            f"{f['counting']['exact']['hits']} of {f['counting']['exact']['of']}",
            percent(f["recognised"]["accepted"]["value"]),
            pair(f["timing"]["30 fps"]["all"]),
            *_mistakes_that_work(results, name),
        ]
        for name, f in results["exercises"].items()
    ]
    heading = [
        *("exercise", "sets with every rep counted", "recognised"),
        *("phase boundaries, ms", "mistakes that work", "that fall short"),
    ]
    return table(heading, rows)


def _mistakes_that_work(results: Figures, exercise: str) -> tuple[str, str]:
    rows = results["states"].values() if exercise == "all" else [results["states"][exercise]]
    states = [(mistake, state) for row in rows for mistake, state in row.items()]
    works = sum(state.startswith("works") for _, state in states)
    short = [mistake for mistake, state in states if state == "falls short"]
    named = str(len(short)) if exercise == "all" else ", ".join(short)
    return f"{works} of {works + len(short)}", named or "none"


SECTIONS = {
    "What has to be reached": demand_list,
    "Exercises and mistakes": state_table,
    "Reps and angles": exercise_table,
    "Phase boundaries": timing_table,
    "Near and far leg": nearness_table,
    "Mistakes of reps": lambda results: mistake_table(results, of_sets=False),
    "Mistakes of sets": lambda results: mistake_table(results, of_sets=True),
    "Ladders": ladder_table,
    "What is no rep": decoy_table,
    "Abstaining": abstention_table,
    "Wrong landmarks": gate_table,
    "Margins: stated, needed, covered": margin_table,
    "Signal errors": signal_table,
}
