"""Rule modules: loaded by folder, checked when loaded, all problems told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import RuleError
from formcheck.rulebook import builtin_folder, load_rules, load_sound_rules

BUILTIN = (builtin_folder() / "standing_kickback.py").read_text(encoding="utf-8")


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_built_in_rules_load() -> None:
    book = load_rules()
    assert {"standing-kickback", "quadruped-kickback"} <= set(book.ids)
    assert book.replaced == {}


def test_a_folder_of_ones_own_adds_an_exercise(tmp_path: Path) -> None:
    write(tmp_path, "mine.py", BUILTIN.replace("standing-kickback", "my-kickback", 1))
    write(tmp_path, "_draft.py", "this is not Python")
    book = load_rules([tmp_path])
    assert book.exercise("my-kickback").id == "my-kickback"
    assert book.replaced == {}


def test_a_rule_of_the_same_id_replaces_the_built_in_one(tmp_path: Path) -> None:
    path = write(tmp_path, "mine.py", BUILTIN.replace("standing kickback", "my kick", 1))
    book = load_rules([tmp_path])
    assert book.exercise("standing-kickback").name == "my kick"
    assert book.replaced == {"standing-kickback": path}


def test_a_target_of_ones_own_is_asked_of_every_exercise() -> None:
    book = load_rules()
    for exercise in book.with_target(1).exercises.values():
        (check,) = (c for c in exercise.checks if c.mistake == "off-plan")
        assert exercise.target_reps == (1, 1)
        assert check.cue == (
            "Do 1 repetition a set, at most 4 sets, with about 30 s of rest between them."
        )
        assert str(check.limit.origin) == "your own: the target that was asked for"
    assert book.with_target(None) is book


def test_an_unknown_exercise_offers_the_nearest() -> None:
    with pytest.raises(RuleError, match="did you mean standing-kickback"):
        load_rules().exercise("standing-kickbak")


def test_an_unknown_exercise_like_no_other_offers_all() -> None:
    with pytest.raises(RuleError, match=r"the known ones are .*quadruped-kickback"):
        load_rules().exercise("zzz")


def test_every_problem_is_told_at_once_with_its_file_and_field(tmp_path: Path) -> None:
    write(tmp_path, "broken.py", "EXERCISE = (\n")
    write(tmp_path, "empty.py", "")
    write(tmp_path, "number.py", "EXERCISE = 3")
    write(tmp_path, "raises.py", "1 / 0")
    wrong = BUILTIN.replace('"standing-kickback"', '"My Kick"', 1)
    wrong = wrong.replace('"lumbar-arch"', '"lumbar-arc"', 1)
    wrong = wrong.replace('signal="hip_extension"', 'signal="hip_extention"', 1)
    write(tmp_path, "wrong.py", wrong)
    with pytest.raises(RuleError) as raised:
        load_rules([tmp_path])
    told = str(raised.value)
    for part in (
        "broken.py: line 1",
        "empty.py: EXERCISE is missing",
        "number.py: EXERCISE is a int",
        "raises.py: line 1: ZeroDivisionError",
        "wrong.py: id 'My Kick'",
        "did you mean lumbar-arch",
        "cycle.signal: there is no signal 'hip_extention', did you mean hip_extension",
    ):
        assert part in told


def test_a_module_that_is_no_text_has_no_line_to_mend(tmp_path: Path) -> None:
    path = write(tmp_path, "binary.py", "EXERCISE = 1\0")
    with pytest.raises(RuleError) as raised:
        load_rules([tmp_path])
    assert f"{path}: source code string cannot contain null bytes: mend" in str(raised.value)


def test_two_rules_of_one_id_in_one_folder_are_an_error(tmp_path: Path) -> None:
    write(tmp_path, "one.py", BUILTIN)
    write(tmp_path, "two.py", BUILTIN)
    with pytest.raises(RuleError, match=r"two\.py: .*is taken by one\.py"):
        load_rules([tmp_path])


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_folder_without_rules_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(RuleError, match="holds no rule module"):
        load_rules([tmp_path / name])


def test_a_field_of_the_wrong_type_is_told_and_not_raised(tmp_path: Path) -> None:
    write(tmp_path, "odd.py", BUILTIN + "\nobject.__setattr__(EXERCISE, 'target_reps', 15)\n")
    with pytest.raises(RuleError, match=r"odd\.py: EXERCISE has a field of the wrong type"):
        load_rules([tmp_path])


def test_two_rules_of_one_id_in_two_folders_are_an_error_and_one_folder_twice_is_none(
    tmp_path: Path,
) -> None:
    first, second = (write(tmp_path / name, "mine.py", BUILTIN).parent for name in "ab")
    with pytest.raises(RuleError, match=r"b/mine\.py: .*is taken by \S+a/mine\.py"):
        load_rules([first, second])
    assert list(load_rules([first, first]).replaced) == ["standing-kickback"]


# --- one module is wrong ---

ORIGIN = 'project_choice("clean real kicks end up to 33-36 deg past")'
SUPPORT_KNEE = 'Between("knee_flexion", -30.0, 70.0, leg="support")'
WRONG = {
    "unknown signal": (
        'Spread("knee_flexion")',
        'Spread("knee_bend")',
        "check 'knee-drift': there is no signal 'knee_bend', ",
    ),
    "unknown mistake": (
        '"knee-drift",',
        '"knee-drifts",',
        "check 'knee-drifts': there is no such mistake, did you mean knee-drift",
    ),
    "no origin": (ORIGIN, "None", "check 'over-range': limit.origin is missing: write seed("),
    "empty origin": (ORIGIN, 'seed(" ")', "check 'over-range': limit.origin is empty: name the"),
    "origin left out": (f", {ORIGIN}", "", "missing 1 required positional argument: 'origin'"),
    "unknown span": (
        'Calibrated("hip_extension", span="hold")',
        'Calibrated("hip_extension", span="top")',
        "check 'over-range': span 'top': choose among start, lift, hold, lower, rep",
    ),
    "unknown leg": (
        SUPPORT_KNEE,
        SUPPORT_KNEE.replace("support", "other"),
        "position: leg 'other': choose among working, support",
    ),
    "unknown legs": ('legs="one"', 'legs="left"', "cycle.legs 'left': write 'one', 'both' or"),
    "unknown view": (
        "hip_tilt(END_VIEW,",
        'hip_tilt(frozenset({"top"}),',
        "check 'hip-tilt': views ['top']: choose among front, oblique, rear",
    ),
    "unknown view of its reps": (
        'views=SIDE_VIEW | {"oblique"},',
        'views=frozenset({"top"}),',
        "cycle.views ['top']: choose among front, oblique, rear",
    ),
    "id of something else": ('id="standing-kickback"', 'id="auto"', "id 'auto' means something"),
    "id of a mistake": ('id="standing-kickback"', 'id="swinging"', "id 'swinging' means something"),
    "not finite": ("Limit(35.0", 'Limit(float("nan")', "limit.value nan: write a finite number"),
    "a rest that cannot be told": (
        'found_by="thigh_lean",',
        'found_by="thigh_lean", from_rest=True,',
        "cycle.from_rest: signal and found_by have to be the same signal",
    ),
    "steepness in words": (
        'cue="Keep the knee of the moving leg as it is.",',
        'cue="Keep the knee as it is.", steepest_deg="30",',
        "check 'knee-drift': steepest_deg '30': write a number of degrees above 0",
    ),
    "a set's measure of a rep": (
        "    typical=(",
        "    decisive=((__import__('formcheck.rule').rule.SideSwitches(), 0, 1),),\n    typical=(",
        "decisive: SideSwitches is of a whole set: take a measure of one rep",
    ),
    "ends the program": (
        "TARGET_REPS = (15, 20)",
        "raise SystemExit(0)",
        "SystemExit: 0: mend the file",
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_module_is_refused_with_file_field_and_remedy(tmp_path: Path, kind: str) -> None:
    right, wrong, sentence = WRONG[kind]
    assert right in BUILTIN
    path = write(tmp_path, "mine.py", BUILTIN.replace(right, wrong, 1))
    with pytest.raises(RuleError) as raised:
        load_rules([tmp_path])
    assert str(raised.value).startswith(f"{path}: ")
    assert sentence in str(raised.value)


def test_a_wrong_module_takes_no_other_one_down(tmp_path: Path) -> None:
    write(tmp_path, "broken.py", "1 / 0")
    write(tmp_path, "mine.py", BUILTIN.replace("standing-kickback", "my-kickback", 1))
    book = load_sound_rules([tmp_path])
    assert book.exercise("my-kickback").id == "my-kickback"
    assert len(book.refused) == 1
    with pytest.raises(RuleError, match=r"broken\.py: line 1: ZeroDivisionError"):
        book.exercise("broken")
    with pytest.raises(RuleError, match=r"broken\.py: line 1: ZeroDivisionError"):
        book.check()
