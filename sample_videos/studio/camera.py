"""Where the camera stands so that the person's whole path is in the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .rotation import unit
from .scene import Camera

FILM_WIDTH_MM = 36.0
UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True)
class View:
    """A camera in place.

    Attributes:
        eye: (3,) position, metres.
        axes: (3, 3) rows: right, up and backwards (towards the viewer).
        focal: focal length, pixels.
        shift: (2,) principal point off the middle, pixels, y down.
        size: width, height in pixels.
    """

    eye: np.ndarray
    axes: np.ndarray
    focal: float
    shift: np.ndarray
    size: tuple[int, int]

    def project(self, points: np.ndarray) -> np.ndarray:
        """(..., 2) pixels, x right, y down, of (..., 3) points."""
        local = (points - self.eye) @ self.axes.T
        x = self.focal * local[..., 0] / -local[..., 2] + self.size[0] / 2 + self.shift[0]
        y = -self.focal * local[..., 1] / -local[..., 2] + self.size[1] / 2 + self.shift[1]
        return np.stack([x, y], axis=-1)

    def matrix(self, near: float = 0.2, far: float = 30.0) -> np.ndarray:
        """(4, 4) clip-space matrix for column vectors."""
        w, h = self.size
        lens = np.zeros((4, 4))
        lens[0, 0], lens[1, 1] = 2 * self.focal / w, 2 * self.focal / h
        lens[0, 2], lens[1, 2] = -2 * self.shift[0] / w, 2 * self.shift[1] / h
        lens[2, 2], lens[2, 3] = (far + near) / (near - far), 2 * far * near / (near - far)
        lens[3, 2] = -1
        place = np.eye(4)
        place[:3, :3] = self.axes
        place[:3, 3] = -self.axes @ self.eye
        return lens @ place


def direction(azimuth_deg: float) -> np.ndarray:
    """(3,) from the person to a camera at that azimuth; the person faces -y, left is +x."""
    a = np.radians(azimuth_deg)
    return np.array([np.sin(a), -np.cos(a), 0.0])


def place_camera(camera: Camera, size: tuple[int, int], path: np.ndarray) -> View:
    """Find the nearest place from which all points (N, 3) of the path lie inside the framing."""
    middle = (path.min(axis=0) + path.max(axis=0)) / 2
    if camera.distance_m:
        return _centred(camera, size, middle, camera.distance_m, path)
    near, far = 1.2, 14.0
    for _ in range(30):
        distance = (near + far) / 2
        view = _centred(camera, size, middle, distance, path)
        near, far = (near, distance) if _fits(view, path, camera.framing) else (distance, far)
    return _centred(camera, size, middle, far, path)


def _centred(camera: Camera, size: tuple[int, int], middle: np.ndarray, distance: float,
             path: np.ndarray) -> View:
    """Aim at the middle, then shift the principal point so that the path is centred."""
    away = direction(camera.azimuth_deg)
    eye = np.array([middle[0], middle[1], 0.0]) + away * distance
    eye[2] = camera.height_m
    back = unit(eye - np.array([middle[0], middle[1], 0.6 * middle[2] + 0.4 * camera.height_m]))
    right = unit(np.cross(UP, back))
    axes = np.stack([right, np.cross(back, right), back])
    focal = size[0] * camera.lens_mm / FILM_WIDTH_MM
    view = View(eye, axes, focal, np.zeros(2), size)
    pixels = view.project(path)
    bounds = (pixels.min(axis=0) + pixels.max(axis=0)) / 2
    return View(eye, axes, focal, np.array(size) / 2 - bounds, size)


def _fits(view: View, path: np.ndarray, framing: float) -> bool:
    if ((path - view.eye) @ view.axes[2] > -0.5).any():
        return False
    relative = np.abs(view.project(path) / np.array(view.size) * 2 - 1)
    return bool((relative <= framing).all())


def view_name(azimuth_deg: float) -> str:
    """The report's word for a camera at that azimuth (within 30 degrees of the axis)."""
    angle = (azimuth_deg + 180) % 360 - 180
    for name, at in (("front", 0), ("side-left", 90), ("side-right", -90), ("rear", 180)):
        if abs((angle - at + 180) % 360 - 180) <= 30:
            return name
    return "oblique"
