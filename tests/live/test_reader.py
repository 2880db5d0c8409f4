"""Cameras that stall, go, come back, are busy or are not there."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from odd_films import ODD

from formcheck.errors import VideoError
from formcheck.live.camera import Source, list_cameras, source_named
from formcheck.live.errors import CameraError
from formcheck.live.reader import Reader, Shot
from formcheck.video import VideoFile

from .fakes import FakeCapture, opener_of

CAMERA = Source("device", "0")


def test_only_the_newest_picture_is_kept_and_the_others_are_counted() -> None:
    with Reader(CAMERA, opener=opener_of(FakeCapture([True] * 40))) as reader:
        time.sleep(0.3)
        shot = reader.take(1.0)
    assert shot is not None
    assert shot.index >= 10
    assert reader.dropped == shot.index


def test_without_dropping_every_picture_waits_to_be_taken() -> None:
    with Reader(CAMERA, drop=False, opener=opener_of(FakeCapture([True] * 6))) as reader:
        shots = [reader.take(1.0) for _ in range(6)]
    assert [shot.index for shot in shots if shot] == list(range(6))
    assert reader.dropped == 0


def test_a_camera_that_goes_comes_back_and_leaves_a_gap() -> None:
    gone, back = FakeCapture([True] * 3), FakeCapture([True] * 200)
    away = FakeCapture([], opens=False)
    opener = opener_of(gone, away, away, back)
    with Reader(CAMERA, drop=False, opener=opener) as reader:
        shots = [reader.take(1.0) for _ in range(3)]
        assert all(shots)
        time.sleep(1.2)
        assert reader.away_s > 1.0
        shot = reader.take(3.0)
        assert shot is not None
        assert reader.away_s == 0.0
    (gap,) = reader.gaps
    assert gap.to_s == shot.time_s
    assert gap.to_s - gap.from_s > 1.0


@pytest.mark.parametrize(
    ("drop", "offered"), [(True, [0, 1, 1, 2, 2]), (False, [0, 1, 1, 2, 2, 3, 3])]
)
def test_a_picture_that_the_film_has_no_room_for_is_dropped_or_waits(
    drop: bool, offered: list[int]
) -> None:
    seen: list[int] = []

    def keep(shot: Shot) -> bool:
        seen.append(shot.index)
        return len(seen) % 2 == 1

    pictures = 5 if drop else 4
    reader = Reader(CAMERA, drop=drop, opener=opener_of(FakeCapture([True] * pictures)))
    reader.keep = keep
    with reader:
        taken = [reader.take(0.5) for _ in range(pictures)]
    # A dropped picture has no number: the film and the landmarks count alike.
    assert seen == offered
    numbers = [shot.index for shot in taken if shot]
    if drop:
        assert numbers[-1] == offered[-1]
        assert reader.dropped >= 2
    else:
        assert numbers == [0, 1, 2, 3]
        assert reader.dropped == 0


def test_a_wrong_number_names_the_cameras_that_exist() -> None:
    def opener(source: Source) -> FakeCapture:
        return FakeCapture([True], opens=source.text in ("1", "4"))

    assert list_cameras(opener) == [1, 4]
    with pytest.raises(CameraError, match="There is no camera 7; these exist: 1, 4"):
        Reader(Source("device", "7"), opener=opener)


def test_no_camera_at_all_says_what_to_do() -> None:
    closed = FakeCapture([], opens=False)
    with pytest.raises(CameraError, match="No camera was found: plug one in"):
        Reader(CAMERA, opener=opener_of(closed))
    assert closed.released


def test_a_busy_camera_opens_and_gives_nothing() -> None:
    with pytest.raises(CameraError, match="exists but gives no picture: close the program"):
        Reader(CAMERA, opener=opener_of(FakeCapture([])))


def test_an_address_is_named_without_its_password() -> None:
    source = source_named("rtsp://me:secret@10.0.0.9:554/live")
    assert source.kind == "address"
    assert source.name == "10.0.0.9:554/live"
    with pytest.raises(CameraError, match=r"^10\.0\.0\.9:554/live cannot be reached"):
        Reader(source, opener=opener_of(FakeCapture([], opens=False)))


def test_a_film_that_is_missing_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(VideoError):
        source_named(str(tmp_path / "nothing.mp4"))


def test_a_damaged_film_is_played_past_its_damage(tmp_path: Path) -> None:
    film = tmp_path / "middle lost.mp4"
    ODD[film.name].make(film)
    video = VideoFile(film)
    expected = [frame.time_s for frame in video.frames()]
    with Reader(source_named(str(film)), drop=False, own_pace=False) as reader:
        times = []
        while (shot := reader.take(5.0)) is not None:
            times.append(shot.time_s)
    assert video.truncated
    assert reader.truncated
    assert times == pytest.approx(expected, abs=2e-3)
    assert times[-1] > 2.5
