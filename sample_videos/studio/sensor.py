"""What a real camera adds: frame times, an open shutter, a hand that shakes, a noisy sensor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from .camera import View
from .errors import StudioError
from .scene import Camera
from .sets import RATE
from .spec import Clip

DROPPED = 0.03
"""Share of single frames that a phone loses at a variable rate."""
SLOW_SHARE = 0.15
"""Share of a clip of variable rate that runs at half the rate, as in weak light."""
MOMENTS = 4
"""At most so many pictures are averaged while the shutter is open."""
NOISE_SPARE = 1 << 20
Draw = Callable[[int], np.ndarray]


def frame_samples(clip: Clip, total: int) -> np.ndarray:
    """(F,) the film's samples that become frames; at a variable rate they jitter and drop out."""
    step = RATE // clip.fps
    samples = np.arange(0, total, step)
    if not clip.camera.variable_rate:
        return samples
    rng, count = np.random.default_rng((clip.seed, 41)), len(samples)
    kept = rng.random(count) >= DROPPED
    slow = int(count * SLOW_SHARE)
    start = int(rng.integers(0, count - slow + 1))
    kept[start:start + slow:2] = False
    kept[0] = True
    late = max(1, step // 8)
    jitter = rng.integers(-late, late + 1, count)
    return np.clip(samples + jitter * (samples > 0), 0, total - 1)[kept]


class Sensor:
    """Turns drawn pictures of a clip into those that its camera takes."""

    def __init__(self, clip: Clip, view: View, samples: np.ndarray, total: int) -> None:
        self.clip, self.samples, self.camera = clip, samples, clip.camera
        self.turned = hand_motion(clip.camera, view, samples / RATE, clip.seed)
        self.margin = overhang(self.turned, view.size)
        w, h = view.size
        self.view = replace(view, size=(w + 2 * self.margin, h + 2 * self.margin))
        self.last = total - 1
        rng = np.random.default_rng((clip.seed, 43))
        self.noise = np.rint(rng.normal(0, clip.camera.noise, 3 * w * h + NOISE_SPARE)
                             if clip.camera.noise else np.zeros(0)).astype(np.int16)

    def picture(self, draw: Draw, frame: int) -> np.ndarray:
        """(H, W, 3) uint8 of one frame; ``draw`` gives a sample as seen through ``self.view``."""
        sample = int(self.samples[frame])
        picture = self._steadied(self._exposed(draw, sample), self.turned[frame])
        if self.camera.noise:
            start = int(np.random.default_rng((self.clip.seed, sample)).integers(NOISE_SPARE))
            grain = self.noise[start:start + picture.size].reshape(picture.shape)
            picture = np.clip(picture + grain, 0, 255).astype(np.uint8)
        return picture[:, ::-1] if self.clip.mirror else picture

    def _exposed(self, draw: Draw, sample: int) -> np.ndarray:
        """The mean light of the samples while the shutter is open, the frame's time in the middle.

        Squares stand for light: near enough to the screen's gamma, and exact in 16 bits.
        """
        length = max(1, round(self.camera.blur * RATE / self.clip.fps))
        half, count = (length - 1) / 2, min(length, MOMENTS)
        if count == 1:
            return draw(sample)
        light: np.ndarray | int = 0
        for shift in np.floor(np.linspace(-half, half, count) + 0.5).astype(int):
            moment = min(max(sample + int(shift), 0), self.last)
            light = light + np.square(draw(moment), dtype=np.uint16).astype(np.uint32)
        return np.sqrt(light / np.float32(count)).astype(np.uint8)

    def _steadied(self, picture: np.ndarray, turned: np.ndarray) -> np.ndarray:
        """The part of a wider picture that the camera sees while the hand has turned it."""
        if not self.margin:
            return picture
        cv2 = _opencv()
        middle = np.eye(3)
        middle[:2, 2] = 0.5 - self.margin
        back = np.eye(3)
        back[:2, 2] = -0.5
        return cv2.warpPerspective(picture, back @ turned @ middle, self.clip.size,
                                   flags=cv2.INTER_LINEAR)


def hand_motion(camera: Camera, view: View, time: np.ndarray, seed: int) -> np.ndarray:
    """(F, 3, 3) homographies from pixels of the resting camera to those of the held one.

    The hand sways slowly about three axes; ``camera.shake`` is the root mean square in degrees.
    """
    rng = np.random.default_rng((seed, 42))
    hertz, phase = rng.uniform(0.15, 2.0, (3, 6)), rng.uniform(0, 2 * np.pi, (3, 6))
    size = 1 / (0.4 + hertz)
    size *= np.sqrt(2 / (size ** 2).sum(axis=1, keepdims=True)) * np.array([[1], [1], [0.6]])
    waves = np.sin(2 * np.pi * hertz * time[:, None, None] + phase)
    pitch, yaw, roll = np.radians(camera.shake * (size * waves).sum(axis=2)).T
    lens = np.array([[view.focal, 0, view.size[0] / 2 + view.shift[0]],
                     [0, view.focal, view.size[1] / 2 + view.shift[1]], [0, 0, 1]])
    turn = np.broadcast_to(np.eye(3), (len(time), 3, 3)).copy()
    turn[:, 1, 2], turn[:, 2, 1] = -pitch, pitch
    turn[:, 0, 2], turn[:, 2, 0] = yaw, -yaw
    turn[:, 0, 1], turn[:, 1, 0] = -roll, roll
    return lens @ turn @ np.linalg.inv(lens)


def moved(turned: np.ndarray, pixels: np.ndarray) -> np.ndarray:
    """(F, 2) pixels of the held camera from those of the resting one."""
    flat = np.einsum("fij,fj->fi", turned, np.column_stack([pixels, np.ones(len(pixels))]))
    return flat[:, :2] / flat[:, 2:]


def overhang(turned: np.ndarray, size: tuple[int, int]) -> int:
    """Whole pixels by which the resting picture must be wider so that the held one is full."""
    w, h = size
    need = 0.0
    for corner in ((0, 0), (w, 0), (0, h), (w, h)):
        seen = moved(np.linalg.inv(turned), np.tile(corner, (len(turned), 1)))
        need = max(need, -seen.min(), (seen - np.array(size)).max())
    return int(np.ceil(need)) + 2 if need > 1e-6 else 0


def moved_truth(arrays: dict[str, np.ndarray], turned: np.ndarray) -> dict[str, np.ndarray]:
    """Per-frame truth with the joints' pixels where the held camera sees them."""
    result = dict(arrays)
    for name in [name[:-2] for name in arrays if name.endswith("_x")]:
        pixels = np.column_stack([arrays[f"{name}_x"], arrays[f"{name}_y"]])
        for axis, values in zip("xy", moved(turned, pixels).T, strict=True):
            result[f"{name}_{axis}"] = (np.round(values * 8) / 8).astype("f4")
    return result


def _opencv() -> Any:
    try:
        import cv2
    except ImportError as error:
        raise StudioError("OpenCV is missing: run `pip install opencv-contrib-python`.") from error
    return cv2
