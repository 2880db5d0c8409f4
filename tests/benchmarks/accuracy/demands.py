"""What has to be reached, and what a cell of the table of mistakes comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from formcheck.rule import Exercise

from .records import SET_MISTAKES
from .statistics import Figures
from .views import views_of

KICKBACKS = ("standing-kickback", "quadruped-kickback", "machine-kickback")
_KICK = (
    "lumbar-arch over-range short-range swinging dropped-return no-hold torso-rocking"
    " locked-knee hip-tilt side-switch"
)
_HYPER = (
    "lumbar-arch over-range short-range swinging uneven-tempo dropped-return no-hold resting"
    " knee-drift hip-lift"
)
_PRESS = "lumbar-arch lumbar-round short-range locked-knee dropped-return bouncing hip-lift"
_CURL = "short-range swinging dropped-return bouncing hip-lift"
_ONE_LEGGED = (
    *KICKBACKS,
    "reverse-leg-press-single",
    "reverse-leg-press-smith",
    "band-prone-leg-extension",
    "lying-leg-curl",
)
_OF_EXERCISE = {
    "standing-kickback": f"{_KICK} knee-drift",
    "quadruped-kickback": (
        "lumbar-arch lumbar-round over-range short-range swinging dropped-return no-hold"
        " torso-rocking hip-tilt knee-drift hand-placement neck-out-of-line side-switch"
    ),
    "machine-kickback": _KICK,
    "reverse-hyper-bench": f"{_HYPER} feet-apart",
    "reverse-hyper-ball": f"{_HYPER} feet-apart unstable",
    "reverse-hyper-machine": f"{_HYPER} lumbar-round hip-tilt",
    "reverse-leg-press": _PRESS,
    "reverse-leg-press-single": (
        f"{_PRESS} hand-placement neck-out-of-line torso-rocking side-switch"
    ),
    "reverse-leg-press-smith": f"{_PRESS} side-switch",
    "band-prone-leg-extension": f"{_PRESS} side-switch",
    "lying-leg-curl": f"{_CURL} lumbar-arch side-switch",
    "seated-leg-curl": _CURL,
    "nordic-curl": "hip-break lumbar-arch dropped-return short-range",
}
MISTAKES_OF: dict[str, frozenset[str]] = {
    exercise: frozenset({*named.split(), "too-heavy", "off-plan"})
    | ({"side-imbalance"} if exercise in _ONE_LEGGED else set())
    for exercise, named in _OF_EXERCISE.items()
}
"""Which mistake belongs to which exercise."""
NEVER_SHORT = ("swinging", "short-range", "lumbar-arch", "no-hold")
"""None of these may fall short on a kickback or a reverse hyper."""

LEAST_PRECISION, LEAST_RECALL, LEAST_CLEAN = 0.95, 0.90, 0.85
LEAST_EXACT, LEAST_RECOGNISED = 0.98, 0.95
MEDIAN_MS, MOST_MS = 50.0, 150.0
LEAST_SETS, LEAST_BODIES = 200, 4
LEAST_POSITIVES, LEAST_POSITIVES_OF_KICKBACKS, LEAST_POSITIVE_SETS = 12, 30, 4
MOST_SHORT_SHARE = 0.1

# --- a cell of the table ---


def state_of(
    exercise_id: str, mistake: str, cell: Figures | None, exercises: dict[str, Exercise]
) -> str:
    """What a cell comes to, in a word or two; never empty."""
    exercise = exercises.get(exercise_id)
    check = next((c for c in exercise.checks if c.mistake == mistake), None) if exercise else None
    if mistake not in MISTAKES_OF.get(exercise_id, frozenset()) and check is None:
        return "does not belong"
    if exercise is None:
        return "not in the rule book yet"
    if check is None:
        return "missing in its rule"
    if not views_of(exercise, check):
        return "one camera cannot see it"
    if cell is None or not cell["positives"]:
        return "not tested"
    if not meets(cell):
        return "falls short"
    return "works" if enough(exercise_id, mistake, cell) else "works, few reps"


def meets(cell: Figures) -> bool:
    """Precision and recall are as demanded."""
    precision, recall = cell["precision"]["value"], cell["recall"]["value"]
    return (precision or 0.0) >= LEAST_PRECISION and (recall or 0.0) >= LEAST_RECALL


def enough(exercise: str, mistake: str, cell: Figures) -> bool:
    """Enough positives over enough bodies to say so."""
    least = LEAST_POSITIVES_OF_KICKBACKS if exercise in KICKBACKS else LEAST_POSITIVES
    if mistake in SET_MISTAKES:
        least = LEAST_POSITIVE_SETS
    return cell["positives"] >= least and cell["bodies"] >= LEAST_BODIES


# --- the list of demands ---


def demands(results: Figures) -> list[Figures]:
    """Each demand: what, whether it is reached, the figure, and what falls short of it."""
    return [
        *_of_sets(results),
        *_of_cells(results),
        *_of_states(results),
        _decoys(results),
    ]


def _demand(what: str, figure: str, short: list[str]) -> Figures:
    return {"what": what, "reached": not short, "figure": figure, "short": short}


def _percent(value: float | None) -> str:
    return "none" if value is None else f"{100 * value:.1f}%"


def _of_sets(results: Figures) -> Iterator[Figures]:
    every = {n: f for n, f in results["exercises"].items() if n != "all"}
    total = results["exercises"]["all"]
    sets = total["counting"]["sets"]
    few = [] if sets >= LEAST_SETS else [f"{sets} sets"]
    yield _demand(f"at least {LEAST_SETS} sets", f"{sets}", few)
    exact = total["counting"]["exact"]["value"]
    short = [
        f"{name} {_percent(f['counting']['exact']['value'])}"
        for name, f in every.items()
        if (f["counting"]["exact"]["value"] or 0.0) < LEAST_EXACT
    ]
    yield _demand("reps exact in 98% of sets of each exercise", _percent(exact), short)
    more = total["counting"]["off_by_more"]
    short = [
        f"{n}: {f['counting']['off_by_more']}"
        for n, f in every.items()
        if f["counting"]["off_by_more"]
    ]
    yield _demand("reps never off by more than one", f"{more} sets", short)
    accepted = total["recognised"]["accepted"]["value"]
    short = total["recognised"]["wrong"] if (accepted or 0.0) < LEAST_RECOGNISED else []
    yield _demand("exercise or its alike recognised in 95% of clips", _percent(accepted), short)
    yield _timed(every, total)


def _timed(every: dict[str, Figures], total: Figures) -> Figures:
    def of(figures: Figures) -> Figures:
        return figures["timing"]["30 fps"]["all"]

    def told(found: Figures) -> str:
        return f"{found['median']:.0f} / {found['p95']:.0f} ms" if found["n"] else "none"

    short = [
        f"{name} {told(of(figures))}"
        for name, figures in every.items()
        if of(figures)["n"] and (of(figures)["median"] > MEDIAN_MS or of(figures)["p95"] > MOST_MS)
    ]
    what = "phase boundaries from the side at 30 fps: median 50 ms, 95th percentile 150 ms"
    return _demand(what, told(of(total)), short)


def _of_cells(results: Figures) -> Iterator[Figures]:
    def short(fails: Callable[[str, str, Figures], str | None]) -> list[str]:
        return [
            f"{exercise} {mistake} {why}"
            for exercise, cells in results["cells"].items()
            for mistake, cell in cells.items()
            if cell["positives"] and (why := fails(exercise, mistake, cell))
        ]

    def below(name: str, least: float) -> list[str]:
        return short(
            lambda _, __, cell: (
                _percent(cell[name]["value"])
                if cell[name]["of"] and cell[name]["value"] < least
                else None
            )
        )

    tested = sum(
        bool(c["positives"]) for cells in results["cells"].values() for c in cells.values()
    )
    figure = f"{tested} pairs tested"
    few = short(
        lambda e, m, c: None if enough(e, m, c) else f"{c['positives']} over {c['bodies']} bodies"
    )
    yield _demand("12 positive reps (kickbacks 30) over 4 bodies for each pair", figure, few)
    yield _demand("precision 0.95 for each pair", figure, below("precision", LEAST_PRECISION))
    yield _demand("recall 0.90 for each pair", figure, below("recall", LEAST_RECALL))
    clean = below("clean_not_seen", LEAST_CLEAN)
    yield _demand('85% of clean judgable reps "not seen" for each pair', figure, clean)
    blind = [
        f"{e} {m} {c['blind']['hits']} of {c['blind']['of']}"
        for e, cells in results["cells"].items()
        for m, c in cells.items()
        if c["blind"]["hits"] < c["blind"]["of"]
    ]
    yield _demand('"cannot be judged" in every view that does not show it', "", blind)


def _of_states(results: Figures) -> Iterator[Figures]:
    """Of the pairs that belong together and that a camera can see."""
    states = [(e, m, s) for e, row in results["states"].items() for m, s in row.items()]
    asked = [x for x in states if x[2] not in ("does not belong", "one camera cannot see it")]
    fails = [(e, m, s) for e, m, s in asked if not s.startswith("works")]
    figure = f"{len(fails)} of {len(asked)} do not work"
    allowed = len(fails) <= MOST_SHORT_SHARE * len(asked)
    yield _demand("at most one pair in ten falls short", figure, [] if allowed else _named(fails))
    key = [
        (e, m, s)
        for e, m, s in fails
        if m in NEVER_SHORT and ("kickback" in e or "reverse-hyper" in e)
    ]
    what = f"none of {', '.join(NEVER_SHORT)} falls short on a kickback or reverse hyper"
    yield _demand(what, f"{len(key)}", _named(key))


def _named(fails: list[tuple[str, str, str]]) -> list[str]:
    """The pairs that fail, for each exercise and state in one go."""
    groups: dict[tuple[str, str], list[str]] = {}
    for exercise, mistake, state in fails:
        groups.setdefault((exercise, state), []).append(mistake)
    return [f"{exercise} {' '.join(own)}: {state}" for (exercise, state), own in groups.items()]


def _decoys(results: Figures) -> Figures:
    decoys = results["decoys"]
    short = [f"{name}: {n} reps" for name, n in decoys["counted"].items()]
    return _demand("no rep on decoys", f"{decoys['reps']} in {decoys['minutes']:.1f} min", short)
