"""Rule modules: loaded by folder, checked when loaded, all problems told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import RuleError
from formcheck.rulebook import builtin_folder, load_rules

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
        "raises.py: ZeroDivisionError",
        "wrong.py: id 'My Kick'",
        "did you mean lumbar-arch",
        "cycle.signal: there is no signal 'hip_extention', did you mean hip_extension",
    ):
        assert part in told


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
