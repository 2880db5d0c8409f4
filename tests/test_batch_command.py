"""``formcheck batch`` as a command: real films, wrong input, the words printed, what is private."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import av
import pytest
from short_films import with_tags
from test_bad_input import assert_one_sentence

from formcheck.store import Store

PHONE = {
    "com.apple.quicktime.location.ISO6709": "+48.1372+011.5756+519.000/",
    "com.apple.quicktime.make": "Fruitphone",
    "com.apple.quicktime.model": "Fruitphone 99 Ultra",
    "com.apple.quicktime.creationdate": "2025-02-03T07:08:09+0100",
    "location": "+48.1372+011.5756/",
    "comment": "Anna's secret remark",
}


@pytest.fixture(scope="module")
def tagged_film(tmp_path_factory: pytest.TempPathFactory, small_set: Path) -> Path:
    """A few kickbacks with mistakes, as a phone would tag them."""
    return with_tags(small_set, tmp_path_factory.mktemp("tagged") / "film.mp4", PHONE)


@pytest.fixture
def folder(tmp_path: Path, empty_room: Path) -> Path:
    """One client's folder with one film in which nobody is."""
    (tmp_path / "films" / "anna").mkdir(parents=True)
    (tmp_path / "films" / "anna" / "room.mp4").symlink_to(empty_room)
    return tmp_path / "films"


def test_real_films_in_worker_processes(
    formcheck, tmp_path: Path, tagged_film: Path, empty_room: Path
) -> None:
    films = tmp_path / "deep" / "films"
    for name, source in (("Zoë/standing-kickback.mp4", tagged_film), ("room.mp4", empty_room)):
        (films / name).parent.mkdir(parents=True, exist_ok=True)
        (films / name).write_bytes(source.read_bytes())
    (films / "Zoë" / "broken.mp4").write_bytes(tagged_film.read_bytes()[:3000])
    (tmp_path / "sheet.csv").write_text("file,target\nZoë/standing-kickback.mp4,9\n")
    command = ("batch", films, "--out", "desk", "--blur-faces", "--sheet", "sheet.csv")
    done = formcheck(*command)
    assert done.returncode == 3, done.stderr
    assert done.stderr == ""
    assert done.stdout.startswith("2 films judged.\n1 film failed:\n  Zoë/broken.mp4: broken.mp4 ")
    assert done.stdout.endswith("Who needs a look first: desk/index.html\n")
    desk = tmp_path / "desk"
    report = json.loads((desk / "Zoë" / "standing-kickback.mp4" / "report.json").read_text())
    assert report["exercise"]["id"] == "standing-kickback"
    assert report["described"]["client"] == "Zoë"
    assert report["plan"]["asked"]["reps"] == {"low": 9, "high": 9}
    assert len(VIDEO_FILES & {path.name for path in (desk / "room.mp4").iterdir()}) == 4
    with Store(desk / "formcheck.db", create=False) as store:
        assert [client.name for client in store.clients()] == ["Zoë"]
    assert_nothing_private(desk, tmp_path)
    again = formcheck(*command)
    assert again.stdout.startswith("2 films judged, 2 of them by an earlier run.\n")


VIDEO_FILES = {"report.json", "report.html", "annotated.mp4", "signals.csv"}


def assert_nothing_private(desk: Path, outside: Path) -> None:
    """No tag of a film but its day, and no folder outside, in any byte of any file."""
    day = "com.apple.quicktime.creationdate"
    secrets = [value.encode() for tag, value in PHONE.items() if tag != day]
    secrets += [b"Fruitphone", b"07:08", str(outside).encode(), str(Path.home()).encode()]
    for path in desk.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for secret in secrets:
            assert secret not in content, f"{secret!r} in {path.relative_to(desk)}"
        if path.suffix == ".mp4" and path.is_file():
            with av.open(str(path)) as video:
                assert set(video.metadata) <= {
                    "major_brand", "minor_version", "compatible_brands", "encoder",
                }  # fmt: skip


def test_the_tags_are_there_to_be_left_out(tagged_film: Path) -> None:
    content = tagged_film.read_bytes()
    assert all(value.encode() in content for value in PHONE.values())


def test_a_batch_opens_no_network_connection(tmp_path: Path, folder: Path) -> None:
    import offline_guard
    from conftest import FORMCHECK
    from test_offline import guarded

    if not offline_guard.supported():
        pytest.skip("needs Linux on x86-64 or arm64")
    done = guarded([*FORMCHECK, "batch", str(folder), "--out", "desk", "--no-video"], tmp_path)
    assert done.returncode == 0, f"{done.returncode}: {done.stderr}"


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A target folder whose history somebody else holds."""
    (tmp_path / "desk").mkdir()
    Store(tmp_path / "desk" / "formcheck.db").close()
    connection = sqlite3.connect(tmp_path / "desk" / "formcheck.db")
    connection.execute("BEGIN EXCLUSIVE")
    yield tmp_path / "desk"
    connection.close()


WRONG = {
    "no folder": (("nowhere", "--out", "desk"), "nowhere does not exist"),
    "no film": (("empty", "--out", "desk"), "empty holds no video"),
    "no out": (("films",), "Missing option '--out'"),
    "inside": (("films", "--out", "films/desk"), "films/desk lies in films"),
    "the same": (("films", "--out", "films"), "films lies in films"),
    "no jobs": (("films", "--out", "desk", "--jobs", "0"), "--jobs"),
    "jobs and cluster": (
        ("films", "--out", "desk", "--jobs", "2", "--cluster", "tcp://127.0.0.1:9"),
        "--jobs counts",
    ),
    "no time": (("films", "--out", "desk", "--limit-minutes", "0"), "--limit-minutes"),
    "no sheet": (("films", "--out", "desk", "--sheet", "none.csv"), "The sheet none.csv"),
    "wrong sheet": (
        ("films", "--out", "desk", "--sheet", "sheet.csv"),
        "sheet.csv: line 2, column exercise: there is no exercise 'squat'",
    ),
    "no rules": (("films", "--out", "desk", "--rules", "empty"), "no rule module"),
    "out is a file": (("films", "--out", "sheet.csv"), "a file stands there"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_input_is_one_sentence(formcheck, tmp_path: Path, folder: Path, what: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "sheet.csv").write_text("file,exercise\nanna/room.mp4,squat\n")
    before = set(tmp_path.rglob("*"))
    arguments, words = WRONG[what]
    assert_one_sentence(formcheck("batch", *arguments), 2, words)
    assert {path for path in tmp_path.rglob("*") if "state" not in path.parts} == before


def test_a_history_that_is_damaged(formcheck, tmp_path: Path, folder: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "formcheck.db").write_text("no database\n" * 200)
    done = formcheck("batch", folder, "--out", "desk")
    assert_one_sentence(done, 2, "formcheck.db")
    assert [path.name for path in (tmp_path / "desk").iterdir()] == ["formcheck.db"]


def test_an_option_that_is_wrong_for_every_film_is_told_before_the_first(
    formcheck, tmp_path: Path, folder: Path
) -> None:
    bad = tmp_path / "rules"
    bad.mkdir()
    (bad / "mine.py").write_text("EXERCISE = 1\n")
    assert_one_sentence(formcheck("batch", folder, "--out", "desk", "--rules", bad), 2, "mine.py")
    assert not (tmp_path / "desk").exists()
