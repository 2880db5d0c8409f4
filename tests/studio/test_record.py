"""Filming the library: what is done is not done again, and one clip's fault ends nothing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from sample_videos.studio import produce, record
from sample_videos.studio.errors import StudioError
from sample_videos.studio.frames import load_frames
from sample_videos.studio.library import Entry
from sample_videos.studio.spec import Clip

TABLE = {"exercise": "standing-kickback", "fps": 30}


def entry_in(folder: Path, name: str = "one", **changed: object) -> Entry:
    return Entry(name, "test", {**TABLE, **changed}, f"clips.toml: clip {name}", folder)


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch) -> None:
    """A studio that films nothing, and landmarks found in nothing."""
    def render(clip: Clip, folder: Path) -> Path:
        film = folder / f"{clip.name}.mp4"
        film.write_bytes(b"film")
        (folder / f"{clip.name}.truth.json").write_text(
            json.dumps({"clip": film.name, "reps": []}))
        np.savez(folder / f"{clip.name}.truth.npz", time_s=np.arange(3) / 30)
        return film

    def keep_landmarks(film: Path, target: Path) -> None:
        assert film.read_bytes() == b"film"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"landmarks")

    monkeypatch.setattr(produce, "render", render)
    monkeypatch.setattr(record, "_keep_landmarks", keep_landmarks)


def test_a_clip_that_was_made_is_done_until_its_words_change(studio: None, tmp_path: Path) -> None:
    entry = entry_in(tmp_path)
    assert not entry.is_done()
    record.make(entry)
    assert entry.is_done()
    assert not entry_in(tmp_path, fps=24).is_done()
    truth = json.loads(entry.truth.read_text())
    assert (truth["split"], truth["made_from"]) == ("test", entry.made_from)
    np.testing.assert_allclose(load_frames(entry.frames)["time_s"], np.arange(3) / 30, atol=1e-6)
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == [
        "one.npz", "one.truth.json", "one.truth.npz"]


def test_without_its_landmarks_a_clip_is_not_done(studio: None, tmp_path: Path) -> None:
    entry = entry_in(tmp_path)
    record.make(entry)
    entry.recording.unlink()
    assert not entry.is_done()


def test_what_counts_is_brought_up_to_date_without_filming(studio: None, tmp_path: Path) -> None:
    entry = entry_in(tmp_path)
    record.make(entry)
    told = {"id": "short-range", "magnitude": 7.0, "unit": "deg", "counts": False}
    truth = json.loads(entry.truth.read_text()) | {
        "exercise": "standing-kickback", "reps": [{"complete": True, "mistakes": [told]}]}
    entry.truth.write_text(json.dumps(truth))
    assert record.record_library([entry], jobs=1) == []
    (rep,) = json.loads(entry.truth.read_text())["reps"]
    assert (rep["complete"], rep["mistakes"][0]["counts"]) == (False, True)
    assert not record.recount(entry)


def test_films_are_kept_when_asked(studio: None, tmp_path: Path) -> None:
    record.make(entry_in(tmp_path / "library"), tmp_path / "films")
    assert [path.name for path in (tmp_path / "films").iterdir()] == ["one.mp4"]


def test_who_is_stopped_in_the_middle_has_not_said_done(
        studio: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stopped(film: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(record, "_keep_landmarks", stopped)
    with pytest.raises(KeyboardInterrupt):
        record.make(entry_in(tmp_path))
    assert not entry_in(tmp_path).is_done()


@pytest.mark.parametrize(("error", "said"), [
    (StudioError("There is no driver."), "There is no driver."),
    (ValueError("odd"), "ValueError: odd"),
])
def test_a_clip_that_fails_is_named_and_the_rest_goes_on(
        studio: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception, said: str,
        capsys: pytest.CaptureFixture[str]) -> None:
    def made(entries: list[Entry], jobs: int, films: Path | None) -> object:
        return ((entry, record._tried(entry, films)) for entry in entries)

    def make(entry: Entry, films: Path | None = None) -> None:
        if entry.name == "bad":
            raise error
        whole(entry, films)

    whole = record.make
    monkeypatch.setattr(record, "_made", made)
    monkeypatch.setattr(record, "make", make)
    entries = [entry_in(tmp_path, name) for name in ("bad", "good")]
    assert record.record_library(entries, jobs=1) == [f"bad: {said}"]
    assert [entry.is_done() for entry in entries] == [False, True]
    assert "1/2 bad" in capsys.readouterr().out
    assert record.record_library(entries[1:], jobs=1) == []
    assert record.report([f"bad: {said}"]) == 3
    assert record.report([]) == 0


def test_a_wrong_description_is_named(tmp_path: Path) -> None:
    assert "fps: 29 does not divide 240" in str(record._tried(entry_in(tmp_path, fps=29), None))


def test_clips_come_in_the_order_of_the_patterns(tmp_path: Path) -> None:
    entries = [entry_in(tmp_path, name) for name in ("test-a", "tuning-a", "test-b", "tuning-b")]
    names = [entry.name for entry in record.wanted(entries, ["tuning-*", "*-a", "none"])]
    assert names == ["tuning-a", "tuning-b", "test-a"]
