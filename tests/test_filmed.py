"""The day of a film: the camera's note, else the date of the file."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from formcheck.video.filmed import filmed_on

MARCH_4 = datetime.datetime(2025, 3, 4, 12).timestamp()


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine nine hours ahead of Greenwich."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def noted(tmp_path: Path, empty_room: Path):
    """Copy the empty room with tags in it, changed on 4 March 2025."""

    def copy(**tags: str) -> Path:
        path = tmp_path / "noted.mov"
        options = {"movflags": "use_metadata_tags"}
        with av.open(str(empty_room)) as source, av.open(str(path), "w", options=options) as target:
            target.metadata.update({name.replace("__", "."): text for name, text in tags.items()})
            stream = target.add_stream_from_template(source.streams.video[0])
            for packet in source.demux(video=0):
                if packet.dts is not None:
                    packet.stream = stream
                    target.mux(packet)
        os.utime(path, (MARCH_4, MARCH_4))
        return path

    return copy


def test_the_cameras_note_is_turned_from_greenwich_to_the_day_here(far_east: None, noted) -> None:
    path = noted(creation_time="2024-12-31T18:22:11.000000Z")
    assert filmed_on(path) == ("2025-01-01", "film")


def test_a_camera_that_notes_its_own_zone_knows_the_day(far_east: None, noted) -> None:
    path = noted(
        com__apple__quicktime__creationdate="2024-12-31T18:22:11+0100",
        creation_time="2024-12-31T17:22:11.000000Z",
    )
    assert filmed_on(path) == ("2024-12-31", "film")


@pytest.mark.parametrize("note", ["", "1904-01-01T00:00:00.000000Z", "2199-01-01T00:00:00.000000Z"])
def test_without_a_note_or_with_a_clock_that_was_not_set_the_file_tells(noted, note: str) -> None:
    path = noted(creation_time=note) if note else noted()
    assert filmed_on(path) == ("2025-03-04", "file")


def test_what_is_no_video_still_has_the_day_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "text.mp4"
    path.write_text("no video")
    os.utime(path, (MARCH_4, MARCH_4))
    assert filmed_on(path) == ("2025-03-04", "file")
    with pytest.raises(OSError, match="none"):
        filmed_on(tmp_path / "none.mp4")
