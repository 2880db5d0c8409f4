"""What the camera adds: times, blur, noise and a shaking hand, each with a truth that follows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sample_videos.studio.camera import View
from sample_videos.studio.errors import SpecError
from sample_videos.studio.reader import Reader
from sample_videos.studio.sensor import (
    Sensor,
    frame_samples,
    hand_motion,
    moved,
    moved_truth,
)
from sample_videos.studio.spec import Clip, parse_clip

SIZE = (160, 90)
VIEW = View(np.array([0.0, -3.0, 1.0]), np.eye(3), 140.0, np.array([4.0, -3.0]), SIZE)


def clip(**camera: object) -> Clip:
    table = {"exercise": "standing-kickback", "size": list(SIZE), "camera": camera}
    return parse_clip(Reader(table, "clip.toml"), "clip")


def grey(size: tuple[int, int], level: int = 120) -> np.ndarray:
    return np.full((size[1], size[0], 3), level, np.uint8)


@pytest.mark.parametrize(
    ("key", "value"),
    [("blur", 1.2), ("exposure", 3), ("noise", -1), ("shake", "much"), ("variable_rate", 1)],
)
def test_a_wrong_camera_key_is_refused_by_name(key: str, value: object) -> None:
    with pytest.raises(SpecError, match=rf"clip\.toml: camera\.{key}: .*; \w+"):
        clip(**{key: value})


def test_frames_of_a_steady_rate_are_evenly_spaced() -> None:
    assert (np.diff(frame_samples(clip(), 2400)) == 8).all()


def test_a_variable_rate_jitters_drops_and_slows_down() -> None:
    samples = frame_samples(clip(variable_rate=True), 2400)
    gaps = np.diff(samples)
    assert samples[0] == 0
    assert samples[-1] < 2400
    assert gaps.min() >= 5
    assert len(np.unique(gaps)) >= 5
    assert np.median(gaps) == pytest.approx(8, abs=1)
    assert 15 <= (gaps >= 13).sum() <= 40
    assert np.array_equal(samples, frame_samples(clip(variable_rate=True), 2400))


def test_noise_has_the_asked_spread_and_differs_from_frame_to_frame() -> None:
    sensor = Sensor(clip(noise=6), VIEW, np.array([0, 8]), 240)
    first, second = (sensor.picture(lambda _: grey(SIZE), i) for i in (0, 1))
    assert np.std(first.astype(float)) == pytest.approx(6, rel=0.03)
    assert first.mean() == pytest.approx(120, abs=0.3)
    assert np.std(first.astype(float) - second) > 7
    assert np.array_equal(first, sensor.picture(lambda _: grey(SIZE), 0))


def test_an_open_shutter_averages_the_light_around_the_frame() -> None:
    drawn: list[int] = []

    def draw(sample: int) -> np.ndarray:
        drawn.append(sample)
        return grey(SIZE, 200 if sample < 100 else 0)

    picture = Sensor(clip(blur=0.5), VIEW, np.array([100]), 240).picture(draw, 0)
    assert drawn == [99, 100, 101, 102]
    assert picture.mean() == pytest.approx(np.sqrt(200**2 / 4), abs=1)


def test_a_shaken_picture_shows_each_point_where_the_truth_says() -> None:
    samples = np.arange(0, 480, 8)
    sensor = Sensor(clip(shake=1.0), VIEW, samples, 480)
    for frame in (0, 17, 42):
        points = np.array([[60.5, 40.5], [120.5, 20.5]])
        expected = moved(sensor.turned[[frame, frame]], points)
        for at, place in zip(points, expected, strict=True):
            wide = grey(sensor.view.size, 0)
            x, y = (at - 0.5 + sensor.margin).astype(int)
            wide[y, x] = 255
            light = sensor.picture(lambda _, wide=wide: wide, frame)[..., 0].astype(float)
            rows, columns = np.indices(light.shape) + 0.5
            seen = [(light * axis).sum() / light.sum() for axis in (columns, rows)]
            assert seen == pytest.approx(list(place), abs=0.15)


def test_the_hand_sways_as_much_as_asked_and_leaves_no_empty_rim() -> None:
    samples = np.arange(0, 24000, 8)
    turned = hand_motion(clip(shake=0.8).camera, VIEW, samples / 240, 3)
    middle = np.array(SIZE) / 2 + VIEW.shift
    path = moved(turned, np.tile(middle, (len(turned), 1))) - middle
    assert np.degrees(path.std(axis=0) / VIEW.focal) == pytest.approx([0.8, 0.8], rel=0.1)
    sensor = Sensor(clip(shake=0.8), VIEW, samples[:300], 24000)
    for frame in range(0, 300, 20):
        assert (sensor.picture(lambda _: grey(sensor.view.size), frame) == 120).all()


def test_without_shake_truth_and_picture_stay_as_they_are() -> None:
    sensor = Sensor(clip(), VIEW, np.array([0, 8]), 240)
    arrays = {"hip_left_x": np.array([10.0, 11.0]), "hip_left_y": np.array([5.0, 6.125])}
    assert sensor.view.size == SIZE
    for name, values in moved_truth(arrays, sensor.turned).items():
        assert values == pytest.approx(arrays[name])


def test_a_mirrored_film_is_flipped_after_the_noise() -> None:
    made = replace(clip(noise=3), mirror=True)
    flipped = Sensor(made, VIEW, np.array([0]), 240).picture(lambda _: grey(SIZE), 0)
    plain = Sensor(replace(made, mirror=False), VIEW, np.array([0]), 240)
    assert np.array_equal(flipped[:, ::-1], plain.picture(lambda _: grey(SIZE), 0))
