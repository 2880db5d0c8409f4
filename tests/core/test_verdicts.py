"""Clean sets, sets just inside every limit, and every fault planted once: exactly that is seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from formcheck.events import Finding
from formcheck.pose import Landmark
from formcheck.rule import Limit, project_choice
from formcheck.watch import compare

from .stick import (
    ALL_FOURS,
    STANDING,
    USUAL_HOLLOW,
    Film,
    Step,
    all_fours_set,
    donkey_kick,
    film,
    kick,
    outcome,
    standing_set,
    still,
)

STANDING_ID, FOURS_ID = "standing-kickback", "quadruped-kickback"


@pytest.mark.parametrize(
    ("value", "bad", "expected"),
    [
        (10.0, "above", "cannot_be_judged"),
        (11.9, "above", "cannot_be_judged"),
        (12.1, "above", "seen"),
        (8.1, "above", "cannot_be_judged"),
        (7.9, "above", "not_seen"),
        (7.9, "below", "seen"),
        (12.1, "below", "not_seen"),
        (9.0, "below", "cannot_be_judged"),
    ],
)
def test_a_verdict_needs_its_margin(value: float, bad: str, expected: str) -> None:
    limit = Limit(10.0, bad, project_choice("for this test"))  # type: ignore[arg-type]
    assert compare(value, limit, 2.0) == expected


def test_an_unknown_value_is_no_verdict_of_fine() -> None:
    limit = Limit(10.0, "above", project_choice("for this test"))
    assert compare(float("nan"), limit, 2.0) == "cannot_be_judged"


# --- one rep among clean ones ---

CLEAN = "clean"
# Between two clean reps: one clean, one just inside a limit, or one beyond it.
STANDING_REPS: dict[str, list[Step]] = {
    CLEAN: kick(),
    "lumbar-arch": kick(along={"hollow": (0.06, 0.02)}),
    "over-range": kick(peak=45, lift=1.6, lower=1.8),
    "short-range": kick(peak=8),
    "swinging": kick(lift=0.4),
    "dropped-return": kick(lower=0.4),
    "no-hold": kick(hold=0),
    "torso-rocking": kick(peak=35, along={"lean": (19, 5)}),
    "knee-drift": kick(along={"knee.right": (48, 6)}),
}
STANDING_INSIDE: dict[str, list[Step]] = {
    "lumbar-arch": kick(along={"hollow": (0.03, 0.02)}),
    "over-range": kick(peak=30),
    "short-range": kick(peak=18),
    "swinging": kick(lift=0.9),
    "dropped-return": kick(lower=0.9),
    "no-hold": kick(hold=0.4),
    "torso-rocking": kick(peak=28, along={"lean": (8, 5)}),
    "knee-drift": kick(along={"knee.right": (22, 6)}),
}
FOURS_REPS: dict[str, list[Step]] = {
    CLEAN: donkey_kick(),
    "lumbar-arch": donkey_kick(along={"hollow": (0.045, 0)}),
    "lumbar-round": donkey_kick(along={"hollow": (-0.035, 0)}),
    "over-range": donkey_kick(peak=112),
    "short-range": donkey_kick(peak=48),
    "swinging": donkey_kick(lift=0.4),
    "dropped-return": donkey_kick(lower=0.4),
    "no-hold": donkey_kick(hold=0),
    "torso-rocking": donkey_kick(along={"lean": (68, 83)}),
    "knee-drift": donkey_kick(along={"knee.right": (40, 90)}),
    "neck-out-of-line": donkey_kick(along={"neck": (-55, -90)}),
}
FOURS_INSIDE: dict[str, list[Step]] = {
    "lumbar-arch": donkey_kick(along={"hollow": (0.014, 0)}),
    "lumbar-round": donkey_kick(along={"hollow": (0.004, 0)}),
    "over-range": donkey_kick(peak=90),
    "short-range": donkey_kick(peak=72),
    "swinging": donkey_kick(lift=0.9),
    "dropped-return": donkey_kick(lower=0.9),
    "no-hold": donkey_kick(hold=0.4),
    "torso-rocking": donkey_kick(along={"lean": (80, 83)}),
    "knee-drift": donkey_kick(along={"knee.right": (76, 90)}),
    "neck-out-of-line": donkey_kick(along={"neck": (-85, -90)}),
}


def seen(figure: Film, exercise: str, seed: int = 0) -> list[set[str]]:
    """The mistakes seen on each rep."""
    reps = outcome(figure, exercise, seed).reps
    return [{f.mistake for f in rep.findings if f.verdict == "seen"} for rep in reps]


def verdicts(figure: Film, exercise: str, rep: int = 1) -> Mapping[str, str]:
    findings = outcome(figure, exercise).reps[rep - 1].findings
    return {f.mistake: f.verdict for f in findings}


@pytest.mark.parametrize("facing", ["right", "left"])
@pytest.mark.parametrize("mistake", STANDING_REPS)
def test_a_fault_of_a_standing_kick_is_seen_and_nothing_else(mistake: str, facing: str) -> None:
    figure = standing_set(kick(), STANDING_REPS[mistake], kick(), facing=facing)
    assert seen(figure, STANDING_ID) == [set(), {mistake} - {CLEAN}, set()]


@pytest.mark.parametrize("facing", ["right", "left"])
@pytest.mark.parametrize("mistake", FOURS_REPS)
def test_a_fault_of_a_kick_on_all_fours_is_seen_and_nothing_else(mistake: str, facing: str) -> None:
    figure = all_fours_set(donkey_kick(), FOURS_REPS[mistake], donkey_kick(), facing=facing)
    assert seen(figure, FOURS_ID) == [set(), {mistake} - {CLEAN}, set()]


@pytest.mark.parametrize("mistake", STANDING_INSIDE)
def test_just_inside_a_limit_nothing_is_seen_standing(mistake: str) -> None:
    figure = standing_set(kick(), STANDING_INSIDE[mistake], kick())
    assert seen(figure, STANDING_ID) == [set(), set(), set()]


@pytest.mark.parametrize("mistake", FOURS_INSIDE)
def test_just_inside_a_limit_nothing_is_seen_on_all_fours(mistake: str) -> None:
    figure = all_fours_set(donkey_kick(), FOURS_INSIDE[mistake], donkey_kick())
    assert seen(figure, FOURS_ID) == [set(), set(), set()]


def test_clean_reps_are_judged_not_left_open() -> None:
    """Except what the view cannot show, and a knee whose clean bend is within the error."""
    standing = verdicts(standing_set(kick(), kick()), STANDING_ID)
    fours = verdicts(all_fours_set(donkey_kick(), donkey_kick()), FOURS_ID)
    assert {m for m, v in standing.items() if v != "not_seen"} <= {"hip-tilt", "locked-knee"}
    assert {m for m, v in fours.items() if v != "not_seen"} <= {"hip-tilt"}


@pytest.mark.parametrize(("knee", "expected"), [(-10, "seen"), (15, "not_seen")])
def test_the_standing_knee(knee: float, expected: str) -> None:
    figure = film({**STANDING, "knee.left": knee}, still(1.5) + kick() * 2 + still(1))
    assert verdicts(figure, STANDING_ID, 2)["locked-knee"] == expected


@pytest.mark.parametrize(("reach", "expected"), [(0.35, "seen"), (-0.35, "seen"), (0, "not_seen")])
def test_hands_under_the_shoulders(reach: float, expected: str) -> None:
    figure = film({**ALL_FOURS, "reach": reach}, still(1.5) + donkey_kick() * 2 + still(1))
    assert verdicts(figure, FOURS_ID)["hand-placement"] == expected


def test_a_bent_kick_is_not_asked_for_a_straight_knee() -> None:
    bent = {**STANDING, "knee.right": 80.0}
    drifting = kick(along={"knee.right": (55, 80)})
    figure = film(bent, still(1.5) + kick() + drifting + still(1))
    found = outcome(figure).reps
    assert [rep.variant for rep in found] == ["bent", "bent"]
    assert verdicts(figure, STANDING_ID, 2)["knee-drift"] == "cannot_be_judged"


def test_from_behind_the_hips_are_judged_and_the_back_is_not() -> None:
    tilted = kick(peak=30, along={"roll": (8, 0)})
    figure = film(
        {**STANDING, "turn": 180}, still(1.5) + kick(peak=30) + tilted + kick(peak=30) + still(1)
    )
    assert seen(figure, STANDING_ID) == [set(), {"hip-tilt"}, set()]
    for rep in outcome(figure).reps:
        found = {f.mistake: f for f in rep.findings}
        for mistake in ("lumbar-arch", "over-range", "short-range", "locked-knee", "knee-drift"):
            assert found[mistake].verdict == "cannot_be_judged"
            assert found[mistake].reason.startswith("wrong view")
        assert rep.view == "rear"


def test_what_no_camera_shows_asks_for_no_other_film() -> None:
    found = {f.mistake: f for f in outcome(all_fours_set(donkey_kick()), FOURS_ID).reps[0].findings}
    assert found["hip-tilt"].verdict == "cannot_be_judged"
    assert found["hip-tilt"].reason.startswith("no single camera shows it")
    assert "only from" not in found["hip-tilt"].reason


def test_from_behind_a_bent_legs_kicks_are_counted_and_the_hips_judged() -> None:
    start = {**STANDING, "turn": 180, "knee.right": 90}
    tilted = kick(peak=25, along={"roll": (8, 0)})
    figure = film(start, still(1.5) + kick(peak=25) + tilted + kick(peak=25) + still(1))
    assert seen(figure, STANDING_ID) == [set(), {"hip-tilt"}, set()]
    assert [rep.side for rep in outcome(figure).reps] == ["right"] * 3
    assert {rep.variant for rep in outcome(figure).reps} == {"bent"}
    assert not outcome(figure).refusals


@pytest.mark.parametrize(
    ("roll", "expected"), [(3, "not_seen"), (-3, "not_seen"), (6, "cannot_be_judged"), (-8, "seen")]
)
@pytest.mark.parametrize("knee", [6, 90], ids=["straight", "bent"])
def test_from_behind_hips_that_rise_or_sink_with_the_leg_are_tilted(
    knee: float, roll: float, expected: str
) -> None:
    start = {**STANDING, "turn": 180, "knee.right": knee}
    tilted = kick(peak=30, along={"roll": (roll, 0)})
    figure = film(start, still(1.5) + kick(peak=30) + tilted + kick(peak=30) + still(1))
    tilts = [f for f in outcome(figure).reps[1].findings if f.mistake == "hip-tilt"]
    assert [f.verdict for f in tilts] == [expected]


def test_from_behind_a_heel_that_comes_up_is_no_straight_kick() -> None:
    curl = [(1.2, {"knee.right": 75.0}), (0.8, {}), (1.2, {"knee.right": 6.0}), (1.0, {})]
    found = outcome(film({**STANDING, "turn": 180}, [*still(1.5), *curl, *curl, *still(1)]))
    assert not found.reps
    assert {r.reason for r in found.refusals} == {"the foot came up to where a bent kick starts"}


def test_from_the_side_the_hips_cannot_be_judged() -> None:
    tilted = kick(along={"roll": (8, 0)})
    assert verdicts(standing_set(kick(), tilted), STANDING_ID, 2)["hip-tilt"] == "cannot_be_judged"


def test_what_cannot_be_judged_always_says_why() -> None:
    for figure, exercise in (
        (standing_set(kick(), kick()), STANDING_ID),
        (all_fours_set(donkey_kick()), FOURS_ID),
        (film({**STANDING, "turn": 180}, still(1.5) + kick(peak=30) * 2), STANDING_ID),
    ):
        for rep in outcome(figure, exercise).reps:
            for found in rep.findings:
                assert bool(found.reason) == (found.verdict == "cannot_be_judged")


def test_a_start_that_is_not_neutral_gives_no_baseline() -> None:
    """Bowed from the first frame on, nobody can say what this back looks like at rest."""
    bowed = {**STANDING, "lean": 50.0, "reach": 0.8}
    figure = film(bowed, still(1.5) + kick(peak=40) * 2 + still(1))
    assert verdicts(figure, STANDING_ID, 2)["lumbar-arch"] == "cannot_be_judged"


@pytest.mark.parametrize(("hollow", "expected"), [(0.075, "seen"), (0.13, "cannot_be_judged")])
def test_what_no_back_can_do_is_something_elses(hollow: float, expected: str) -> None:
    figure = all_fours_set(donkey_kick(), donkey_kick(along={"hollow": (hollow, 0.0)}))
    assert verdicts(figure, FOURS_ID, 2)["lumbar-arch"] == expected


@pytest.mark.parametrize("seed", range(6))
def test_jitter_at_a_limit_never_turns_a_verdict(seed: int) -> None:
    """A rep exactly at the limit is too close to call, in every clip alike."""
    at_limit = replace(standing_set(kick(), kick(peak=13), kick()), noise_px=1.0)
    found = outcome(at_limit, seed=seed).reps[1]
    verdict = next(f.verdict for f in found.findings if f.mistake == "short-range")
    assert verdict == "cannot_be_judged"


# --- what is hidden ---

SIDED = {"over-range", "short-range", "knee-drift"}


def dimmed(figure: Film, side: str) -> Film:
    """The model says that it does not see a leg, and places it all the same."""
    joints = [Landmark[f"{side}_{joint}".upper()] for joint in ("knee", "ankle")]

    def hide(_: object, visibility: object) -> None:
        visibility[:, joints] = 0.1  # type: ignore[index]

    return replace(figure, touch=hide)


def test_a_hidden_working_leg_is_not_judged() -> None:
    found = verdicts(dimmed(standing_set(kick(), kick()), "right"), STANDING_ID)
    assert {found[mistake] for mistake in SIDED} == {"cannot_be_judged"}
    assert found["torso-rocking"] == "not_seen"


@pytest.mark.parametrize("hold", [0.0, 0.8])
def test_a_hidden_leg_holds_nothing_and_swings_nothing(hold: float) -> None:
    figure = dimmed(standing_set(kick(hold=hold), kick(hold=hold)), "right")
    found = verdicts(figure, STANDING_ID)
    for mistake in ("no-hold", "swinging", "dropped-return"):
        assert found[mistake] == "cannot_be_judged"


def test_a_hidden_standing_leg_is_not_judged_and_the_other_is() -> None:
    figure = dimmed(film({**STANDING, "knee.left": -10}, still(1.5) + kick() * 2), "left")
    found = verdicts(figure, STANDING_ID)
    assert found["locked-knee"] == "cannot_be_judged"
    assert found["over-range"] == "not_seen"


def test_a_lift_faster_than_any_leg_is_left_open() -> None:
    said = {}
    for name, lift in (("quick", 0.35), ("jumped", 0.1)):
        reps = [*kick(), *kick(lift=lift), *kick()]
        found = outcome(film(STANDING, [*still(1.2), *reps, *still(0.8)]), STANDING_ID)
        said[name] = next(f for f in found.reps[1].findings if f.mistake == "swinging")
    assert said["quick"].verdict == "seen"
    assert said["jumped"].verdict == "cannot_be_judged"
    assert "no leg moves that fast" in said["jumped"].reason


def arch_under_a_shirt(
    hollow: float = 0.0,
    belly: float = 0.0,
    peak: float = 25.0,
    left: float = 0.024,
    lean: float = STANDING["lean"],
) -> Finding:
    """What is said of the back in a kick, where a shirt leaves little of its hollow."""
    posture = {**STANDING, "hollow": left - USUAL_HOLLOW, "lean": lean}
    along = {"hollow": (posture["hollow"] + hollow, posture["hollow"]), "belly": (belly, 0.0)}
    kicks = [step for _ in range(3) for step in kick(peak=peak, along=along)]
    found = outcome(film(posture, [*still(1.2), *kicks, *still(0.8)]), STANDING_ID)
    return next(f for f in found.reps[1].findings if f.mistake == "lumbar-arch")


def test_a_back_under_a_hanging_shirt_is_never_said_to_be_still() -> None:
    said = arch_under_a_shirt()
    assert said.verdict == "cannot_be_judged"
    assert "loose clothes" in said.reason


def test_an_arch_that_shows_under_a_shirt_is_seen() -> None:
    assert arch_under_a_shirt(hollow=0.05).verdict == "seen"


def test_a_hollow_that_seems_to_grow_out_of_none_is_not_believed() -> None:
    said = arch_under_a_shirt(hollow=0.05, left=0.01)
    assert said.verdict == "cannot_be_judged"
    assert "shows no hollow" in said.reason


@pytest.mark.parametrize(
    ("left", "expected"), [(USUAL_HOLLOW, "seen"), (0.025, "cannot_be_judged")]
)
def test_no_back_is_seen_to_round_that_a_shirt_had_flattened(left: float, expected: str) -> None:
    own = left - USUAL_HOLLOW
    kicks = [step for _ in range(3) for step in donkey_kick(along={"hollow": (own - 0.04, own)})]
    posture = {**ALL_FOURS, "hollow": own}
    found = outcome(film(posture, [*still(1.2), *kicks, *still(0.8)]), FOURS_ID)
    said = next(f for f in found.reps[1].findings if f.mistake == "lumbar-round")
    assert said.verdict == expected
    assert ("loose clothes" in said.reason) == (expected != "seen")


def test_under_a_shirt_the_belly_can_show_the_arch() -> None:
    said = arch_under_a_shirt(belly=0.04)
    assert said.verdict == "seen"
    assert said.limit == pytest.approx(0.025)
    assert "judged by the belly's edge" in said.reason


def test_a_thigh_at_the_belly_leaves_no_edge_to_compare_with() -> None:
    said = arch_under_a_shirt(belly=0.15, lean=55.0, peak=75.0)
    assert said.verdict == "cannot_be_judged"
    assert "start position is not neutral" in said.reason


def test_a_thigh_that_covers_the_buttock_leaves_the_back_open() -> None:
    said = arch_under_a_shirt(hollow=0.05, peak=60.0)
    assert said.verdict == "cannot_be_judged"
    assert "covers the buttock" in said.reason


def test_without_an_outline_the_back_is_not_judged() -> None:
    figure = standing_set(kick(), kick(along={"hollow": (0.06, 0.02)}))
    unknown = figure.channels["hollow"] * float("nan")
    found = verdicts(figure.with_channel("hollow", unknown), STANDING_ID, 2)
    assert found["lumbar-arch"] == "cannot_be_judged"
    assert found["short-range"] == "not_seen"


@pytest.mark.parametrize(
    ("from_s", "to_s"), [(6.9, 7.3), (7.0, 7.45), (6.8, 7.25), (7.1, 7.5), (7.1, 7.6), (6.7, 7.6)]
)
def test_a_hold_that_nobody_saw_is_no_hold(from_s: float, to_s: float) -> None:
    figure = standing_set(kick(), kick(hold=0), kick()).without(from_s, to_s)
    for rep in outcome(figure).reps:
        if 5.5 < rep.start_s < 7.0:
            assert {f.verdict for f in rep.findings if f.mistake == "no-hold"} <= {
                "seen",
                "cannot_be_judged",
            }
