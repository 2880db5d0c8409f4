"""The client history: what goes in comes out once, and nothing is lost or left behind."""

from __future__ import annotations

import dataclasses
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from histories import analysed, evidence
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from report import examples
from sqlalchemy import create_engine, inspect

from formcheck.errors import StoreError
from formcheck.report.model import Report
from formcheck.store import Store, migrations, opening
from formcheck.store.names import canonical
from formcheck.store.tables import metadata
from formcheck.store.thumbnails import LONGEST_EDGE
from formcheck.video.filmed import Filmed

CLIP = "standing-kickback-mistakes-a"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "own" / "history.db") as opened:
        yield opened


def add(store: Store, report: Report, client: str = "Anna", sha256: str = "a1", **more) -> None:
    told = {"source": "film.mp4", "options_key": "{}", **more}
    store.add(report, client, sha256=sha256, **told)


def test_a_set_comes_out_as_the_report_has_it(store: Store) -> None:
    report = analysed(CLIP, date="2025-03-04", load="5 kg")
    add(store, report, source="folder/IMG 1.mp4")
    (found,) = store.sets("Anna")
    (one,) = report.sets
    assert (found.client, found.date, found.date_told_by) == ("Anna", "2025-03-04", "user")
    assert (found.source, found.sha256, found.load) == ("IMG 1.mp4", "a1", "5 kg")
    assert found.exercise == report.exercise.id
    assert (found.reps, found.clean_reps, found.side) == (one.reps, one.clean_reps, one.side)
    assert (found.lift_s, found.rep_s) == (one.tempo.lift_s, one.tempo.rep_s)
    peaks = sorted(rep.range.peak for rep in report.reps)
    assert found.range_peak == peaks[len(peaks) // 2]
    assert found.view == report.reps[0].view == "side-right"
    for told, kept in zip(one.mistakes, found.mistakes, strict=True):
        verdicts = [each.verdict for rep in report.reps for each in rep.mistakes
                    if each.id == told.id]  # fmt: skip
        assert (kept.id, kept.verdict) == (told.id, told.verdict)
        assert kept.seen == verdicts.count("seen")
        assert kept.judged == len(verdicts) - verdicts.count("cannot_be_judged")


def test_numbers_are_the_same_from_an_analysis_as_from_its_file(store: Store) -> None:
    report = examples.seven_reps()
    report.sets[0].tempo.lift_s = 1.23456789
    add(store, report)
    assert store.sets()[0].lift_s == 1.235


def test_every_rep_and_its_verdicts_with_their_margins_are_kept(store: Store) -> None:
    report = analysed(CLIP)
    add(store, report)
    with sqlite3.connect(store.path) as plain:
        kept = plain.execute('SELECT verdict, value, "limit", error FROM rep_mistakes').fetchall()
        ends = plain.execute("SELECT start_s, end_s, complete FROM reps").fetchall()
    plain.close()
    told = [each for rep in report.reps for each in rep.mistakes]
    assert kept == [(each.verdict, each.value, each.limit, each.error) for each in told]
    assert ends == [(rep.start_s, rep.end_s, rep.complete) for rep in report.reps]


def test_pictures_are_kept_small_and_say_what_they_show(store: Store) -> None:
    report = analysed(CLIP)
    add(store, report, evidence=evidence(CLIP))
    kept = store.pictures(store.sets("Anna")[0].film)
    assert [(each.rep, each.mistake) for each in kept] == [
        (each.rep, each.mistake) for each in report.evidence
    ]
    assert all(each.set == 1 and each.jpeg.startswith(b"\xff\xd8") for each in kept)
    assert all(max(size(each.jpeg)) == LONGEST_EDGE for each in kept)


def size(jpeg: bytes) -> tuple[int, ...]:
    return cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR).shape[:2]


def test_the_same_film_is_never_doubled(store: Store) -> None:
    report = analysed(CLIP, date="2025-03-04")
    add(store, report)
    add(store, report)
    add(store, analysed(CLIP, date="2025-03-05"), source="copy.mp4", options_key="other")
    (client,) = store.clients()
    assert (client.films, client.sets, client.reps) == (1, 1, len(report.reps))
    assert (client.first, client.last) == ("2025-03-05", "2025-03-05")
    add(store, report, client="Ben")
    add(store, report, sha256="b2")
    assert [(each.name, each.films) for each in store.clients()] == [("Anna", 2), ("Ben", 1)]


def test_one_film_can_be_taken_out(store: Store) -> None:
    for client, sha256 in (("Anna", "a1"), ("Anna", "b2"), ("Ben", "a1")):
        add(store, examples.two_sets(), client, sha256)
    store.remove_film("Anna", sha256="a1")
    store.remove_film("Carl", sha256="a1")
    assert {(each.client, each.sha256) for each in store.sets()} == {("Anna", "b2"), ("Ben", "a1")}


def test_it_knows_what_it_holds(store: Store) -> None:
    add(store, analysed(CLIP))
    asked = {"client": "Anna", "source": "else/film.mp4", "sha256": "a1", "options_key": "{}"}
    assert store.holds(**asked)
    for name, other in (("client", "Ben"), ("source", "b.mp4"), ("sha256", "b2")):
        assert not store.holds(**asked | {name: other})
    assert not store.holds(**asked | {"options_key": "other"})


def test_the_day_of_the_film_stands_in_where_nobody_told_it(store: Store) -> None:
    add(store, analysed(CLIP), filmed=Filmed("2025-01-31", "film"))
    add(store, analysed(CLIP), sha256="b2")
    told = [(each.date, each.date_told_by) for each in store.sets()]
    assert sorted(told, key=str) == [("2025-01-31", "film"), (None, None)]


def test_a_film_without_a_set_is_kept_as_a_film(store: Store) -> None:
    add(store, examples.nobody())
    (client,) = store.clients()
    assert (client.films, client.sets, client.reps) == (1, 0, 0)
    assert store.sets("Anna") == []


def test_the_file_and_its_new_folder_are_for_their_owner_alone(store: Store) -> None:
    add(store, analysed(CLIP))
    with sqlite3.connect(store.path) as reader:  # keeps the log in place
        reader.execute("SELECT * FROM clients").fetchall()
        files = list(store.path.parent.iterdir())
        assert len(files) == 3
        assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    reader.close()
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700


def test_the_nearest_names_are_offered_for_an_unknown_client(store: Store) -> None:
    with pytest.raises(StoreError, match="it is empty"):
        store.sets("Anna")
    for name in ("Zoë Núñez", "Zora", "Ben"):
        add(store, examples.nobody(), client=name)
    for typed, offered in (("zoe", "Zoë Núñez"), ("Zoé Nunes", "Zoë Núñez"), ("Sora", "Zora")):
        with pytest.raises(StoreError, match=offered):
            store.sets(typed)
    with pytest.raises(StoreError, match="formcheck history lists"):
        store.forget("Xaver")


@given(st.text(max_size=30), st.text(max_size=30))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_name_is_kept_apart_from_every_other(
    tmp_path_factory: pytest.TempPathFactory, one: str, other: str
) -> None:
    folder = tmp_path_factory.mktemp("names")
    with Store(folder / "history.db") as store:
        for name in (one, other):
            if not name.strip():
                with pytest.raises(StoreError, match="empty"):
                    add(store, examples.nobody(), client=name)
                return
            add(store, examples.nobody(), client=name)
        assert {each.name for each in store.clients()} == {canonical(one), canonical(other)}
        store.forget(one)
        assert [each.name for each in store.clients()] == sorted(
            {canonical(other)} - {canonical(one)}
        )
    assert [path.name for path in folder.iterdir()] == ["history.db"]


@pytest.mark.parametrize(
    "name",
    [
        "'; DROP TABLE clients; --",
        "../../etc/passwd",
        "%",
        "_",
        "a\0b",
        "\x1b[31mred",
        "\udcff",
        "NULL",
    ],
)
def test_names_that_mean_something_elsewhere_mean_nothing_here(store: Store, name: str) -> None:
    add(store, examples.nobody(), client=name)
    add(store, examples.nobody(), client="Anna")
    assert [each.films for each in store.clients()] == [1, 1]
    store.forget(name)
    assert [each.name for each in store.clients()] == ["Anna"]


def test_two_ways_to_write_a_letter_are_one_client(store: Store) -> None:
    add(store, examples.nobody(), client="Zoe\u0308 ")
    add(store, examples.nobody(), client="Zo\u00eb", sha256="b2")
    assert [each.films for each in store.clients()] == [2]


def test_forgetting_leaves_no_byte_of_a_client(store: Store) -> None:
    marks = ("Quixote", "rocinante", "windmill", "c0ffee")
    report = analysed(CLIP, client=marks[0], date="2025-03-04", load=marks[2])
    shown = evidence(CLIP)
    add(store, report, marks[0], marks[3] * 5, source=f"{marks[1]}.mp4", evidence=shown)
    add(store, analysed(CLIP, date="2025-03-05"), "Sancho", evidence=shown)
    thumbnails = [each.jpeg for each in store.pictures(store.sets(marks[0])[0].film)]
    kept = [dataclasses.replace(each, film=0) for each in store.sets("Sancho")]
    assert all(mark.encode() in everything(store.path.parent) for mark in marks)

    gone = store.forget(marks[0])

    assert dataclasses.astuple(gone) == (1, 1, len(report.reps), len(thumbnails))
    left = everything(store.path.parent)
    assert not [mark for mark in marks if mark.encode() in left or mark.encode("utf-16-le") in left]
    assert [dataclasses.replace(each, film=0) for each in store.sets("Sancho")] == kept
    store.forget("Sancho")
    left = everything(store.path.parent)
    assert not [each for each in thumbnails if each[700:740] in left]
    assert store.clients() == []


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_nothing_is_forgotten_by_halves_while_another_reads(store: Store) -> None:
    add(store, analysed(CLIP))
    reader = sqlite3.connect(store.path)
    reader.execute("SELECT * FROM clients").fetchall()
    with pytest.raises(StoreError, match="in use by another program"):
        store.forget("Anna")
    assert [each.films for each in store.clients()] == [1]
    reader.close()
    store.forget("Anna")
    assert store.clients() == []


def test_the_steps_of_the_migration_make_the_tables_that_are_queried(store: Store) -> None:
    engine = create_engine(f"sqlite:///{store.path}")
    made = inspect(engine)
    assert set(made.get_table_names()) == set(metadata.tables)
    for name, table in metadata.tables.items():
        assert [each["name"] for each in made.get_columns(name)] == [c.name for c in table.columns]
        nullable = {each["name"]: each["nullable"] for each in made.get_columns(name)}
        assert nullable == {each.name: bool(each.nullable) for each in table.columns}
    engine.dispose()


def test_a_file_of_an_older_version_is_brought_on_with_what_it_holds(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, analysed(CLIP))
    step = ("ALTER TABLE clients ADD COLUMN note TEXT", "UPDATE clients SET note = 'stepped'")
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    monkeypatch.setattr(migrations, "NEWEST", len(migrations.STEPS))
    with Store(store.path) as newer:
        assert [each.films for each in newer.clients()] == [1]
    with sqlite3.connect(store.path) as plain:
        assert plain.execute("SELECT name, note FROM clients").fetchall() == [("Anna", "stepped")]
        assert plain.execute("PRAGMA user_version").fetchone() == (len(migrations.STEPS),)
    plain.close()


def test_a_step_that_fails_half_way_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, analysed(CLIP))
    step = ("ALTER TABLE clients ADD COLUMN note TEXT", "UPDATE nothing SET note = 1")
    before = schema(store.path)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    monkeypatch.setattr(migrations, "NEWEST", len(migrations.STEPS))
    with pytest.raises(StoreError):
        Store(store.path)
    assert schema(store.path) == before


def schema(path: Path) -> list[object]:
    plain = sqlite3.connect(path)
    found = plain.execute("SELECT sql FROM sqlite_master").fetchall()
    found += plain.execute("PRAGMA user_version").fetchall()
    plain.close()
    return found


def test_the_foreign_keys_hold(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError), opening._connect(store.path, 1.0) as plain:
        plain.execute("INSERT INTO films (client_id, sha256, options_key, source, program_version)"
                      " VALUES (99, '', '', '', '')")  # fmt: skip
    plain.close()


def test_the_default_file_lies_in_the_users_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with Store() as opened:
        assert opened.path == tmp_path / "formcheck" / "formcheck.db"
    assert opened.path.parent.stat().st_mode & 0o777 == 0o700
