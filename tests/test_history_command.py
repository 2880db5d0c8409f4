"""The history on the command line: check --client, history, forget, their sentences and codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from histories import analysed

from formcheck.store import Store

CLIP = "standing-kickback-mistakes-a"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Two clients, one of them with two weeks."""
    path = tmp_path / "history.db"
    with Store(path) as store:
        for client, date in (("Anna", "2025-03-03"), ("Anna", "2025-03-10"), ("Ben", "2025-03-03")):
            report = analysed(CLIP, date=date)
            store.add(report, client, source=f"{date}.mp4", sha256=date, options_key="")
    return path


def test_a_check_of_a_client_goes_into_the_history(
    formcheck, tmp_path: Path, small_set: Path
) -> None:
    done = formcheck(
        "check", small_set, "--no-video", "--client", "Zo\u00eb", "--date", "2025-03-04"
    )
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads((tmp_path / "reports" / small_set.name / "report.json").read_text())
    assert report["described"]["client"] == "Zo\u00eb"
    assert list((tmp_path / "data").rglob("*.db")) == [tmp_path / "data/formcheck/formcheck.db"]
    told = json.loads(formcheck("history", "Zo\u00eb", "--json").stdout)
    assert [(each["date"], each["reps"]) for each in told["sets"]] == [
        ("2025-03-04", len(report["reps"]))
    ]


def test_the_report_stays_where_the_history_cannot_be_written(
    formcheck, tmp_path: Path, empty_room: Path
) -> None:
    done = formcheck("check", empty_room, "--no-video", "--client", "Anna", "--db", tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "The report is in" in done.stderr
    assert "is a folder" in done.stderr
    assert (tmp_path / "reports" / empty_room.name / "report.html").is_file()


@pytest.mark.parametrize("told", [("--client", "  "), ("--db", "history.db")])
def test_a_wrong_client_is_told_before_the_work_begins(
    formcheck, tmp_path: Path, empty_room: Path, told: tuple[str, str]
) -> None:
    done = formcheck("check", empty_room, *told)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert not (tmp_path / "reports").exists()


def test_history_lists_the_clients_and_shows_one(formcheck, db: Path) -> None:
    listed = formcheck("history", "--db", db)
    assert listed.returncode == 0
    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["Client", "Anna", "Ben"]
    shown = formcheck("history", "Anna", "--db", db)
    assert shown.returncode == 0
    assert "Week of 3 March 2025, then week of 10 March 2025:" in shown.stdout
    late = formcheck("history", "Anna", "--db", db, "--since", "2025-03-08")
    assert "One week so far" in late.stdout


def test_history_writes_its_files(formcheck, db: Path, tmp_path: Path) -> None:
    done = formcheck("history", "Anna", "--db", db, "--html", "a.html", "--csv", "a.csv")
    assert done.returncode == 0
    assert done.stdout.endswith("Written: a.html\nWritten: a.csv\n")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").count("\n") == 3
    assert "Client history" in (tmp_path / "a.html").read_text(encoding="utf-8")
    everybody = formcheck("history", "--db", db, "--csv", "b.csv", "--json")
    assert len(json.loads(everybody.stdout)["clients"]) == 2
    assert (tmp_path / "b.csv").read_text(encoding="utf-8").count("\n") == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("history", "Ana"), "did you mean Anna?"),
        (("history", "--html", "a.html"), "name the client"),
        (("history", "Anna", "--since", "2026-01-01"), "No set was done in this period"),
        (("history", "Anna", "--since", "soon"), "is no date"),
        (("history", "Anna", "--csv", "no/where/a.csv"), "cannot be written"),
        (("forget", "Ana", "--yes"), "did you mean Anna?"),
        (("forget", "Anna"), "--yes"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    formcheck, db: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = db.read_bytes()
    done = formcheck(*arguments, "--db", db)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr
    assert db.read_bytes() == before


def test_a_history_that_is_not_there_is_one_sentence(formcheck, tmp_path: Path) -> None:
    for command in (("history",), ("history", "Anna"), ("forget", "Anna", "--yes")):
        done = formcheck(*command)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "There is no history" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_forget_says_what_it_removed_and_leaves_nothing(
    formcheck, db: Path, tmp_path: Path
) -> None:
    done = formcheck("forget", "Anna", "--db", db, "--yes")
    assert done.returncode == 0
    assert done.stdout == f"Removed: 2 films, 2 sets, 14 reps, 0 pictures, from {db}\n"
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"Anna" not in left
    assert b"2025-03-10" not in left
    assert b"Ben" in left
    assert formcheck("forget", "Anna", "--db", db, "--yes").returncode == 2


def test_forget_takes_a_batchs_reports_along_and_nothing_else(
    formcheck, db: Path, tmp_path: Path
) -> None:
    own = tmp_path / "Anna" / "holiday.mp4"
    result = tmp_path / "Anna" / "film.mp4"
    result.mkdir(parents=True)
    (result / ".formcheck.json").write_text("{}", encoding="utf-8")
    (result / "report.json").write_text("{}", encoding="utf-8")
    own.write_bytes(b"mine")
    done = formcheck("forget", "Anna", "--db", db, "--yes")
    assert done.returncode == 0
    assert "reports of 1 film" in done.stdout
    assert f"what no batch made stays in {own.parent}" in done.stdout
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path != db] == [own]
