"""Who leaves the picture to rest comes back under a new number; both sets belong to the report."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.recordings import load, truth_of

from formcheck.analysis import choose
from formcheck.recording import Recording
from formcheck.rulebook import load_rules

CLIP = "standing-kickback-mistakes-c"
AWAY_S = 8.0


def test_sets_before_and_after_a_walk_are_both_counted() -> None:
    clip, exercise = load(CLIP), load_rules(()).exercise("standing-kickback")
    both = Recording(clip.width, clip.height, clip.engine)
    once = list(clip.observations())
    for turn in range(2):
        shift_s = turn * (once[-1].time_s + AWAY_S)
        for each in once:
            people = {person + 100 * turn: pose for person, pose in each.people.items()}
            number = turn * len(once) + each.index
            time_s = each.time_s + shift_s
            both.append(replace(each, index=number, time_s=time_s, people=people, scene=0))
    analysis = choose(both, [exercise], exercise).analysis
    assert analysis is not None
    reps = len(truth_of(CLIP)["reps"])
    assert [len(one.reps) for one in analysis.outcome.sets] == [reps, reps]
