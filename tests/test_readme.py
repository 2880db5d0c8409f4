"""The README's commands are the ones that run, and what it names exists."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from formcheck.cli import app

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def command(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n```bash\n(.*?)\n```", README, re.DOTALL)
    assert found, f"README.md has no command marked {mark}"
    return found[1]


@pytest.mark.parametrize("mark", ["first-check", "tests"])
def test_ci_runs_the_command_as_it_stands_in_the_readme(mark: str) -> None:
    assert f"run_in_empty_folder {mark}" in CI
    reader = CI[CI.index("readme_command() {") : CI.index("\nrun_in_empty_folder() {")]
    script = f"checkout={ROOT}\n{reader}\nreadme_command {mark}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip("\n") == command(mark)


@pytest.mark.parametrize("mark", ["first-check", "tests"])
def test_each_command_is_one_and_fails_where_a_part_of_it_fails(mark: str) -> None:
    lines = command(mark).replace("\\\n", " ").splitlines()
    assert all(line.endswith("&&") for line in lines[:-1])


def test_the_scripts_that_the_commands_run_are_programs() -> None:
    for name in re.findall(r"scripts/\w+", command("first-check") + command("tests")):
        assert (ROOT / name).stat().st_mode & 0o111


def test_every_option_is_in_the_readme() -> None:
    told = set(re.findall(r"`(--[a-z-]+)", README))
    commands = get_command(app).commands.values()
    offered = {name for each in commands for option in each.params for name in option.opts}
    assert {name for name in offered if name.startswith("--")} <= told
    assert told <= offered


def test_every_file_named_in_the_picture_of_the_house_exists() -> None:
    house = README[README.index("## How it is built") :]
    for name in set(re.findall(r"\b(\w+\.py)\b", house)):
        assert list((ROOT / "formcheck").rglob(name)), f"{name} is named and does not exist"


def test_nothing_in_the_repository_names_a_package_host() -> None:
    for path in (ROOT / "requirements.lock", ROOT / "requirements-dev.lock", ROOT / ".ci" / "run"):
        assert "://" not in path.read_text(encoding="utf-8")


def test_every_picture_and_clip_that_the_readme_names_exists() -> None:
    for name in re.findall(r"sample_videos/[\w./-]+\.(?:png|mp4)", README):
        assert (ROOT / name).is_file(), f"{name} is named and does not exist"
