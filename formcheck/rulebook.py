"""The rule book: every exercise that the rule modules of one or more folders declare.

A rule module is a Python file with a module-level ``EXERCISE``. Files whose name begins with an
underscore are skipped. Rule modules are programs: they run with the rights of the person who
loads them.
"""

from __future__ import annotations

import importlib.util
import sys
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from formcheck.errors import RuleError
from formcheck.limits import Source
from formcheck.rule import Exercise, RepsOffTarget
from formcheck.rulecheck import nearest, problems
from formcheck.standard_checks import plan_in_words

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The exercises known to one run.

    Attributes:
        exercises: by id, in the order in which they were loaded.
        replaced: ids of built-in exercises that a user's own file stands in for, with that file.
        refused: what is wrong with modules that could not be used: file, field and remedy of each.
    """

    exercises: dict[str, Exercise]
    replaced: dict[str, Path]
    refused: tuple[str, ...] = ()

    @property
    def ids(self) -> list[str]:
        """Every exercise id, in the order in which they were loaded."""
        return list(self.exercises)

    @property
    def variants(self) -> dict[str, tuple[str, ...]]:
        """The names of each exercise's variants, by its id."""
        return {name: exercise.variant_names for name, exercise in self.exercises.items()}

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise of that id; raises RuleError with the nearest ids where there is none."""
        try:
            return self.exercises[exercise_id]
        except KeyError:
            self.check()  # it may be in a module that was refused
            raise RuleError(
                f"There is no exercise {exercise_id!r}: {nearest(exercise_id, self.ids)}"
            ) from None

    def check(self) -> None:
        """Raise RuleError with everything that is wrong with modules that were refused."""
        if self.refused:
            raise RuleError("; ".join(each.rstrip(".") for each in self.refused) + ".")

    def with_target(self, reps: int | None) -> RuleBook:
        """The same, so many reps asked of a set of any exercise; None = each one's own."""
        if reps is None:
            return self
        asked = {name: _asking(each, reps) for name, each in self.exercises.items()}
        return replace(self, exercises=asked)

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


def _asking(exercise: Exercise, reps: int) -> Exercise:
    """The exercise with another target."""
    origin = Source("your own", "the target that was asked for")
    checks = tuple(
        replace(
            check,
            limit=replace(check.limit, origin=origin),
            cue=plan_in_words(reps, reps),
        )
        if isinstance(check.measure, RepsOffTarget)
        else check
        for check in exercise.checks
    )
    return replace(exercise, checks=checks, target_reps=(reps, reps), target_origin=origin)


def builtin_folder() -> Path:
    """Where the rules that come with the program lie: inside the wheel, or beside the checkout."""
    packed = _PACKAGE / "_rules"
    return packed if packed.is_dir() else _PACKAGE.parent / "rules"


def load_rules(own: Iterable[Path] = ()) -> RuleBook:
    """Load the built-in rules, then those of the user's ``own`` folders, which replace them.

    Raises:
        RuleError: a folder cannot be read or a module is wrong; names every problem found.
    """
    book = load_sound_rules(own)
    book.check()
    return book


def load_sound_rules(own: Iterable[Path] = ()) -> RuleBook:
    """The same without the modules that are wrong: these are named in ``refused``.

    For where the user names an exercise or asks for the list of them: a module that cannot be
    used then takes no other one down. Where the exercise is to be recognised, all have to be
    there.
    """
    wrong: list[str] = []
    exercises = {found.id: found for _, found in _load(builtin_folder(), {}, wrong)}
    replaced: dict[str, Path] = {}
    seen: dict[str, Path] = {}
    for folder in dict.fromkeys(each.resolve() for each in own):
        for path, found in _load(folder, seen, wrong):
            if found.id in exercises:
                replaced[found.id] = path
            exercises[found.id] = found
    return RuleBook(exercises, replaced, tuple(wrong))


def rules_for(exercise_id: str | None, own: Iterable[Path] = ()) -> RuleBook:
    """All rules where the exercise is to be recognised, else the sound ones.

    Raises:
        RuleError: as :func:`load_rules`, where no exercise is named.
    """
    return load_rules(own) if exercise_id is None else load_sound_rules(own)


def _load(folder: Path, seen: dict[str, Path], wrong: list[str]) -> Iterator[tuple[Path, Exercise]]:
    """Each rule file of a folder with its exercise; what is wrong goes to ``wrong``.

    Args:
        seen: the ids that have been declared before, each with its file; added to.
    """
    files = _rule_files(folder)
    if not files:
        wrong.append(f"{folder} holds no rule module: name a folder with *.py files in it")
    for path in files:
        try:
            found = _declared(path)
        except RuleError as error:
            wrong.append(f"{path}: {error}")
            continue
        if found.id in seen:
            wrong.append(
                f"{path}: EXERCISE.id {found.id!r} is taken by {_short(seen[found.id], path)}: "
                "choose another"
            )
            continue
        seen[found.id] = path
        yield path, found


def _short(path: Path, beside: Path) -> str:
    """The file's name, with its folder where that is another one."""
    return path.name if path.parent == beside.parent else str(path)


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
        line = f"line {error.lineno}: " if error.lineno else ""  # none, where it is no text
        raise RuleError(f"{line}{error.msg}: mend the file") from error
    except (Exception, SystemExit) as error:  # a user's file may raise anything
        line = _line_of(error, path)
        raise RuleError(f"{line}{type(error).__name__}: {error}: mend the file") from error
    return module


def _line_of(error: BaseException, path: Path) -> str:
    """``line 12: ``, where the error came from a line of the file; else empty."""
    lines = [
        at.lineno for at in traceback.extract_tb(error.__traceback__) if at.filename == str(path)
    ]
    return f"line {lines[-1]}: " if lines else ""
