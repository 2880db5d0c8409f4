"""A kick in which the trunk tips as the leg goes back is counted, timed and called short."""

from __future__ import annotations

import pytest

from .stick import STANDING, kick, outcome, standing_set


def test_a_leg_that_takes_the_trunk_along_does_a_rep() -> None:
    # STANDING leans by 5 degrees; thigh and trunk keep their angle all the way.
    along = {"lean": (STANDING["lean"] + 19.0, STANDING["lean"])}
    told = outcome(standing_set(kick(), kick(peak=19.0, along=along), kick()))
    before, tipped, after = told.reps
    assert tipped.peak_level - tipped.start_level == pytest.approx(0.0, abs=1.5)
    assert tipped.end_s - tipped.start_s == pytest.approx(before.end_s - before.start_s, abs=0.15)
    seen = {f.mistake for f in tipped.findings if f.verdict == "seen"}
    assert {"short-range", "torso-rocking"} <= seen
    tempo = {"swinging", "dropped-return", "no-hold"}
    assert {f.verdict for f in tipped.findings if f.mistake in tempo} == {"not_seen"}
    assert not any(f.verdict == "seen" for rep in (before, after) for f in rep.findings)
