"""The rule book: every exercise that the rule modules of one or more folders declare.

A rule module is a Python file with a module-level ``EXERCISE``. Files whose name begins with an
underscore are skipped. Rule modules are programs: they run with the rights of the person who
loads them.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from formcheck.errors import RuleError
from formcheck.rule import Exercise
from formcheck.rulecheck import nearest, problems

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The exercises known to one run.

    Attributes:
        exercises: by id, in the order in which they were loaded.
        replaced: ids of built-in exercises that a user's own file stands in for, with that file.
    """

    exercises: dict[str, Exercise]
    replaced: dict[str, Path]

    @property
    def ids(self) -> list[str]:
        """Every exercise id, in the order in which they were loaded."""
        return list(self.exercises)

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise of that id; raises RuleError with the nearest ids where there is none."""
        try:
            return self.exercises[exercise_id]
        except KeyError:
            raise RuleError(
                f"There is no exercise {exercise_id!r}: {nearest(exercise_id, self.ids)}"
            ) from None

    def check_variant(self, name: str, exercise: Exercise | None) -> None:
        """Raise RuleError where neither the exercise, nor any at all, has a variant of that name.

        Args:
            exercise: None = whichever will be recognised.
        """
        asked = [exercise] if exercise else list(self.exercises.values())
        names = list(dict.fromkeys(name for each in asked for name in each.variant_names))
        if name in names:
            return
        whose = exercise.id if exercise else "any exercise"
        if not names:
            raise RuleError(f"There are no variants of {whose}: leave --variant out.")
        raise RuleError(f"{name!r} is no variant of {whose}: name one of {', '.join(names)}.")


def builtin_folder() -> Path:
    """Where the rules that come with the program lie: inside the wheel, or beside the checkout."""
    packed = _PACKAGE / "_rules"
    return packed if packed.is_dir() else _PACKAGE.parent / "rules"


def load_rules(own: Iterable[Path] = ()) -> RuleBook:
    """Load the built-in rules, then those of the user's ``own`` folders, which replace them.

    Raises:
        RuleError: a folder cannot be read or a module is wrong; names every problem found.
    """
    wrong: list[str] = []
    exercises = {found.id: found for _, found in _load(builtin_folder(), wrong)}
    replaced: dict[str, Path] = {}
    for folder in own:
        for path, found in _load(folder, wrong):
            if found.id in exercises:
                replaced[found.id] = path
            exercises[found.id] = found
    if wrong:
        raise RuleError("; ".join(each.rstrip(".") for each in wrong) + ".")
    return RuleBook(exercises, replaced)


def _load(folder: Path, wrong: list[str]) -> Iterator[tuple[Path, Exercise]]:
    """Each rule file of a folder with its exercise; what is wrong goes to ``wrong``."""
    files = _rule_files(folder)
    if not files:
        wrong.append(f"{folder} holds no rule module: name a folder with *.py files in it")
    seen: dict[str, str] = {}
    for path in files:
        try:
            found = _declared(path)
        except RuleError as error:
            wrong.append(f"{path}: {error}")
            continue
        if found.id in seen:
            wrong.append(
                f"{path}: EXERCISE.id {found.id!r} is taken by {seen[found.id]}: choose another"
            )
            continue
        seen[found.id] = path.name
        yield path, found


def _rule_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in sorted(folder.glob("*.py")) if not path.name.startswith("_")]


def _declared(path: Path) -> Exercise:
    module = _import(path)
    if not hasattr(module, "EXERCISE"):
        raise RuleError("EXERCISE is missing: declare EXERCISE = Exercise(...) at module level")
    declared = module.EXERCISE
    if not isinstance(declared, Exercise):
        raise RuleError(
            f"EXERCISE is a {type(declared).__name__}: it has to be a formcheck.rule.Exercise"
        )
    if found := problems(declared):
        raise RuleError("; ".join(each.rstrip(".") for each in found))
    return declared


def _import(path: Path) -> ModuleType:
    """Run a rule file as a module of its own, whatever its folder is called."""
    name = f"formcheck_rule_{abs(hash(path.resolve()))}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise RuleError("it cannot be read as a Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up there
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise RuleError(f"line {error.lineno}: {error.msg}: mend the line") from error
    except Exception as error:  # a user's file may raise anything
        raise RuleError(f"{type(error).__name__}: {error}: mend the file") from error
    return module
