"""The same set filmed otherwise has to be judged alike.

    python -m tests.benchmarks.invariance [NAME...] [--only fps15 mirrored ...] [--keep FOLDER]

Makes variants of sample clips (``otherwise.py``), runs each through pose model and analysis, and
prints a Markdown table against the clip as it is.
With ``--keep`` the landmarks are kept, and a second run judges them again without the pose model.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from formcheck.analysis import Analysis, choose
from formcheck.events import Rep
from formcheck.recording import Recording
from formcheck.rulebook import load_rules

from .otherwise import AS_IT_IS, VARIANTS
from .recordings import CLIPS, record

DEFAULT_CLIPS = (
    "standing-kickback-mistakes-a",
    "quadruped-kickback-mistakes-a",
    "standing-kickback-clean",
    "quadruped-kickback-clean",
)
MOST_BECOME_UNJUDGED = 0.05


@dataclass(frozen=True)
class Comparison:
    """One variant against the clip as it is.

    Attributes:
        reps, reps_before: counted with the variant and without.
        turned: (rep number, mistake) of verdicts that turned from seen to not seen or back.
        unjudged, judged_before: verdicts that turned into "cannot be judged", of how many.
        sides_right: every rep is the same side's, or the other's in a mirrored film.
    """

    reps: int
    reps_before: int
    turned: tuple[tuple[int, str], ...]
    unjudged: int
    judged_before: int
    sides_right: bool

    @property
    def unjudged_share(self) -> float:
        return self.unjudged / max(1, self.judged_before)

    @property
    def holds(self) -> bool:
        """Same reps and sides, nothing turned, few verdicts lost."""
        return (
            self.reps == self.reps_before
            and self.sides_right
            and not self.turned
            and self.unjudged_share <= MOST_BECOME_UNJUDGED
        )


OTHER_LEG = {"left": "right", "right": "left", "both": "both"}


def pair_reps(before: Sequence[Rep], after: Sequence[Rep]) -> list[tuple[Rep, Rep]]:
    """Reps of two analyses that took place at the same time."""
    return [
        (rep, match)
        for rep in before
        if (match := max(after, key=lambda r: _overlap(rep, r), default=None))
        and _overlap(rep, match) > 0
    ]


def _overlap(a: Rep, b: Rep) -> float:
    return min(a.end_s, b.end_s) - max(a.start_s, b.start_s)


def _verdicts(analysis: Analysis, rep: Rep) -> dict[str, str]:
    """What is judged on a rep, and with it what is judged on its set."""
    own = {f.mistake: str(f.verdict) for f in rep.findings}
    whole = next(one for one in analysis.outcome.sets if one.number == rep.set)
    of_set = {c.mistake for c in analysis.exercise.set_checks}
    return own | {f.mistake: str(f.verdict) for f in whole.findings if f.mistake in of_set}


def compare(before: Analysis, after: Analysis, exchanged: bool = False) -> Comparison:
    """Hold one analysis against another of the same set.

    Args:
        exchanged: left and right are exchanged in the second film.
    """
    pairs = pair_reps(before.outcome.reps, after.outcome.reps)
    turned: list[tuple[int, str]] = []
    unjudged = judged = 0
    for rep, match in pairs:
        now = _verdicts(after, match)
        for mistake, verdict in _verdicts(before, rep).items():
            if verdict == "cannot_be_judged":
                continue
            judged += 1
            again = now.get(mistake, "cannot_be_judged")  # another exercise does not ask for it
            unjudged += again == "cannot_be_judged"
            if {verdict, again} == {"seen", "not_seen"}:
                turned.append((rep.number, mistake))
    return Comparison(
        reps=len(after.outcome.reps),
        reps_before=len(before.outcome.reps),
        turned=tuple(turned),
        unjudged=unjudged,
        judged_before=judged,
        sides_right=all(
            match.side == (OTHER_LEG[rep.side] if exchanged else rep.side) for rep, match in pairs
        )
        and len(pairs) == len(before.outcome.reps),
    )


def judged(recording: Recording) -> Analysis:
    """The analysis of a recording by whatever exercise it is recognised as."""
    found = choose(recording, list(load_rules().exercises.values())).analysis
    if found is None:
        raise SystemExit("nobody exercises in this film")
    return found


# --- the table ---


HEADING = """\
| clip | variant | reps | sides | verdicts turned | became "cannot be judged" | holds |
|---|---|---|---|---|---|---|"""


def _row(name: str, variant: str, found: Comparison) -> str:
    turned = ", ".join(f"rep {rep} {mistake}" for rep, mistake in found.turned) or "none"
    lost = f"{found.unjudged} of {found.judged_before} ({found.unjudged_share:.1%})"
    sides = "exchanged" if variant == "mirrored" else "same"
    cells = [
        name,
        variant,
        f"{found.reps} of {found.reps_before}",
        sides if found.sides_right else "WRONG",
        turned,
        lost,
        "yes" if found.holds else "NO",
    ]
    return f"| {' | '.join(cells)} |"


def _landmarks(name: str, variant: str, folder: Path) -> Recording:
    """Of one variant; taken from the folder where they have been kept."""
    kept = folder / f"{name}-{variant}.npz"
    if kept.exists():
        return Recording.load(kept)
    film = folder / f"{name}-{variant}.mp4"
    VARIANTS[variant](CLIPS / f"{name}.mp4", film)
    recording = record(film)
    film.unlink()
    recording.save(kept)
    return recording


def _compare_clip(name: str, variants: Sequence[str], folder: Path) -> Iterator[Comparison]:
    before = judged(_landmarks(name, AS_IT_IS, folder))
    for variant in variants:
        after = judged(_landmarks(name, variant, folder))
        found = compare(before, after, exchanged=variant == "mirrored")
        print(_row(name, variant, found), flush=True)
        yield found


def _compare_all(names: Sequence[str], variants: Sequence[str], folder: Path) -> None:
    print(HEADING, flush=True)
    found = [one for name in names for one in _compare_clip(name, variants, folder)]
    unjudged = sum(one.unjudged for one in found)
    of = sum(one.judged_before for one in found)
    holding = sum(one.holds for one in found)
    lost = f'{unjudged} of {of} verdicts became "cannot be judged" in all'
    print(f"\n{holding} of {len(found)} variants hold; {lost}.", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="clips; default: four of them")
    choices = [variant for variant in VARIANTS if variant != AS_IT_IS]
    parser.add_argument("--only", nargs="+", choices=choices, default=choices)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the landmarks there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        _compare_all(options.names or DEFAULT_CLIPS, options.only, folder)


if __name__ == "__main__":
    main()
