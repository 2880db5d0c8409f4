"""The house of the README holds: every file imports only from below, and the rooms stay small."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import formcheck

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "formcheck"

HOUSE = (ROOT / "README.md").read_text(encoding="utf-8").split("## How it is built")[1]
FLOORS = {
    part.removesuffix(".py").rstrip("/"): int(floor)
    for floor, parts in re.findall(r"^\| (\d+) \| (.*?) \|", HOUSE, re.MULTILINE)
    for part in re.findall(r"`([^`]+)`", parts)
}
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 45

SOURCES = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "rules").glob("*.py")])


def room(path: Path) -> str:
    """The part of the package that a file belongs to: ``report/html.py`` is in ``report``."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            if node.module == "formcheck":
                yield from (f"formcheck.{name.name}" for name in node.names)


def own_imports(path: Path) -> set[str]:
    """The parts of this package that a file imports."""
    return {name.split(".")[1] for name in imports(path) if name.startswith("formcheck.")}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=name_of)
def test_imports_lead_downwards(path: Path) -> None:
    here = room(path)
    if here == "__init__":
        assert not own_imports(path)
        return
    assert here in FLOORS, f"{here} has no floor: name one in README.md, How it is built"
    above = {
        each for each in own_imports(path) - {here, "__version__"} if FLOORS[each] > FLOORS[here]
    }
    assert not above, f"{name_of(path)} imports from above: {sorted(above)}"


def test_no_two_parts_import_each_other() -> None:
    graph: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        graph.setdefault(room(path), set()).update(own_imports(path) - {room(path), "__version__"})
    settled: set[str] = set()
    while rest := {part for part in graph if part not in settled}:
        free = {part for part in rest if graph[part] <= settled}
        assert free, f"these import each other: {sorted(rest)}"
        settled |= free


@pytest.mark.parametrize("library", ["mediapipe", "openvino"])
def test_only_its_engine_knows_a_library_that_runs_the_model(library: str) -> None:
    knowing = {
        name_of(path)
        for path in SOURCES
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert knowing == {f"formcheck/landmarker/{library}_engine.py"}


@pytest.mark.parametrize("path", sorted((ROOT / "rules").glob("*.py")), ids=name_of)
def test_rules_import_only_their_vocabulary(path: Path) -> None:
    vocabulary = {
        "formcheck.rule",
        "formcheck.signals",
        "formcheck.standard_checks",
        "formcheck.standard_trunk",
        "formcheck.standard_cycles",
        "formcheck.standard_kicks",
    }
    assert set(imports(path)) <= {*vocabulary, "__future__"}


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_rooms_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES_OF_A_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= MOST_LINES_OF_A_FUNCTION, f"{node.name} has {lines} lines"


@pytest.mark.skipif(
    "FORMCHECK_TEST_INSTALLED" not in os.environ, reason="runs on the checkout, not on a wheel"
)
def test_the_installed_wheel_is_what_is_tested() -> None:
    assert "site-packages" in Path(formcheck.__file__).parts
    assert (Path(formcheck.__file__).parent / "_rules").is_dir()
