"""Films made from a film: the same set, filmed otherwise.

Each maker reads a film and writes what another camera, another light or another way of keeping
films would have left of it. Times stay true, but where the pace itself is changed.
"""

from __future__ import annotations

import math
import shutil
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.video import VideoFile, VideoWriter

Image = npt.NDArray[np.uint8]
Shown = Iterator[tuple[Image, float]]
Maker = Callable[[Path, Path], None]


def at_rate(fps: float) -> Maker:
    """The picture shown at each moment of a camera with another frame rate."""

    def make(source: Path, target: Path) -> None:
        _write(target, _sampled(_shown(source), fps))

    return make


def over_time(change: Callable[[Image, float], Image]) -> Maker:
    """Every picture changed as its time asks, and shown at that time."""

    def make(source: Path, target: Path) -> None:
        _write(target, ((change(image, t), t) for image, t in _shown(source)))

    return make


def each_picture(change: Callable[[Image], Image]) -> Maker:
    """Every picture changed alike, at its own time."""
    return over_time(lambda image, _: change(image))


def at_height(height: int) -> Maker:
    """The film in another size."""
    return each_picture(lambda image: _scaled(image, height))


def mirrored(image: Image) -> Image:
    """What a mirroring camera shows: left and right are exchanged."""
    return _own(image[:, ::-1])


def turned(source: Path, target: Path) -> None:
    """A phone held sideways: the picture lies turned in the file, with a display matrix."""
    each_picture(lambda image: _own(np.rot90(image, 1)))(source, target)
    _ask_for_quarter_turn(target)


def tilted(degrees: float) -> Maker:
    """A camera that is not held straight; what it would show beyond the picture is made up."""
    return each_picture(lambda image: _moved(image, degrees=degrees))


def shaken(image: Image, t: float) -> Image:
    """Held in the hand: some pixels to and fro, in two rhythms."""

    def way(*rates: float) -> float:
        return 4.0 * sum(math.sin(rate * t) for rate in rates)

    return _moved(image, (way(4.3, 13.0), way(3.3, 15.8)))


def dark(image: Image) -> Image:
    """Two fifths of the light."""
    return (0.4 * image).astype(np.uint8)


def noisy(source: Path, target: Path) -> None:
    """The grain of a cheap camera in a dim room."""
    random = np.random.default_rng(1)

    def grained(image: Image) -> Image:
        return np.clip(image + random.normal(0.0, 14.0, image.shape), 0, 255).astype(np.uint8)

    each_picture(grained)(source, target)


def smaller(image: Image) -> Image:
    """From further away: three fifths of the picture, grey around it."""
    whole = np.full_like(image, 110)
    small = cv2.resize(image, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
    up, left = ((a - b) // 2 for a, b in zip(whole.shape[:2], small.shape[:2], strict=True))
    whole[up : up + small.shape[0], left : left + small.shape[1]] = small
    return whole


def closer(image: Image) -> Image:
    """A twentieth cut off at every edge."""
    up, left = (size // 20 for size in image.shape[:2])
    return _scaled(image[up:-up, left:-left], image.shape[0] // 2 * 2)


def compressed(image: Image) -> Image:
    """Sent on by a messenger: small, and coarse in its blocks."""
    small = _scaled(image, min(360, image.shape[0]))
    _, kept = cv2.imencode(".jpg", small, (cv2.IMWRITE_JPEG_QUALITY, 15))
    return _scaled(np.asarray(cv2.imdecode(kept, cv2.IMREAD_COLOR), np.uint8), image.shape[0])


def grey(image: Image) -> Image:
    """Without colours, as a camera sees by night."""
    return np.repeat(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)[..., None], 3, axis=2)


def hazy(image: Image) -> Image:
    """Against the light: little contrast, all of it bright."""
    return (150 + 0.4 * image).astype(np.uint8)


def flickering(image: Image, t: float) -> Image:
    """Lamps that pulse, in a rhythm near the camera's."""
    light = 0.8 + 0.25 * math.sin(2 * math.pi * 2.3 * t)
    return np.clip(image * light, 0, 255).astype(np.uint8)


def panned(image: Image, t: float) -> Image:
    """A camera that somebody turns slowly to and fro: an eighth of the width in three seconds."""
    return _moved(image, (image.shape[1] / 16 * math.sin(2 * math.pi * t / 6), 0.0))


def held(image: Image, t: float) -> Image:
    """By somebody who stands and breathes: a thirtieth of the width, two degrees."""
    far = 0.015 * image.shape[1]
    across = far * (math.sin(2.0 * t) + math.sin(5.1 * t + 1))
    along = far * (math.sin(2.7 * t) + math.sin(6.3 * t))
    return _moved(image, (across, along), degrees=2 * math.sin(1.7 * t))


def zoomed(image: Image, t: float) -> Image:
    """A camera that comes nearer all the while, up to a tenth."""
    return _moved(image, larger=1.0 + 0.1 * min(1.0, t / 10))


def stuttering(source: Path, target: Path) -> None:
    """Half of the pictures lost at random; the rest at their own times."""
    random = np.random.default_rng(2)
    _write(target, ((i, t) for i, t in _shown(source) if t == 0 or random.random() < 0.5))


def paced(times: float) -> Maker:
    """The same movement in so many times the time."""

    def make(source: Path, target: Path) -> None:
        _write(target, ((image, t * times) for image, t in _shown(source)))

    return make


def reposted(image: Image) -> Image:
    """In an upright picture, above and below it the same once more, blurred and large."""
    height, width = image.shape[:2]
    whole = cv2.GaussianBlur(cv2.resize(image, None, fx=2.0, fy=2.0), (0, 0), 18)
    left = (whole.shape[1] - width) // 2
    whole = np.ascontiguousarray(whole[:, left : left + width])
    up = (whole.shape[0] - height) // 2
    whole[up : up + height] = image
    return np.asarray(whole[: whole.shape[0] // 2 * 2, : width // 2 * 2], np.uint8)


def punched_in(image: Image, t: float) -> Image:
    """By an editor: a part of the picture, an eighth smaller, in every other four seconds."""
    if t // 4 % 2 == 0:
        return image
    up, left = (round(size / 16) for size in image.shape[:2])
    return np.asarray(cv2.resize(image[up:-up, left:-left], image.shape[1::-1]), np.uint8)


def bulged(image: Image) -> Image:
    """Through a wide lens: straight lines near the edges bend."""
    height, width = image.shape[:2]
    inner = np.array([[width, 0, width / 2], [0, width, height / 2], [0, 0, 1]], float)
    bent = cv2.undistort(image, inner, np.array([0.35, 0.0, 0.0, 0.0]))
    return np.asarray(bent, np.uint8)


def as_it_is(source: Path, target: Path) -> None:
    """The clip itself."""
    shutil.copyfile(source, target)


AS_IT_IS = "as it is"
VARIANTS: dict[str, Maker] = {
    AS_IT_IS: as_it_is,
    "fps15": at_rate(15),
    "fps24": at_rate(24),
    "fps30": at_rate(30),
    "fps60": at_rate(60),
    "mirrored": each_picture(mirrored),
    "turned": turned,
    "360p": at_height(360),
    "480p": at_height(480),
    "1080p": at_height(1080),
    "tilted-left": tilted(5.0),
    "tilted-right": tilted(-5.0),
    "shaken": over_time(shaken),
    "dark": each_picture(dark),
    "noisy": noisy,
    "smaller": each_picture(smaller),
    "closer": each_picture(closer),
    "compressed": each_picture(compressed),
    "grey": each_picture(grey),
    "hazy": each_picture(hazy),
    "flickering": over_time(flickering),
    "panned": over_time(panned),
    "held": over_time(held),
    "zoomed": over_time(zoomed),
    "stuttering": stuttering,
    "slower": paced(2.0),
    "faster": paced(0.7),
    "reposted": each_picture(reposted),
    "punched-in": over_time(punched_in),
    "bulged": each_picture(bulged),
    "tilted-far-left": tilted(10.0),
    "tilted-far-right": tilted(-10.0),
}


def _shown(source: Path) -> Shown:
    for frame in VideoFile(source).frames():
        yield frame.image, frame.time_s


def _sampled(shown: Shown, fps: float) -> Shown:
    """At each tick the picture that is shown then; doubled or left out as need be."""
    tick = 0
    held: Image | None = None
    for image, time_s in shown:
        while held is not None and tick / fps < time_s - 1e-6:
            yield held, tick / fps
            tick += 1
        held = image
    if held is not None:
        yield held, tick / fps


def _scaled(image: Image, height: int) -> Image:
    width = round(image.shape[1] * height / image.shape[0] / 2) * 2
    smaller = height < image.shape[0]
    way = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, (width, height), interpolation=way), np.uint8)


def _moved(
    image: Image, by: tuple[float, float] = (0.0, 0.0), degrees: float = 0.0, larger: float = 1.0
) -> Image:
    """The picture shifted by pixels, turned counterclockwise and enlarged about its middle."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, larger)
    matrix[:, 2] += by
    seen = cv2.warpAffine(image, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(seen, np.uint8)


def _own(image: Image) -> Image:
    return np.ascontiguousarray(image)


def _write(target: Path, shown: Shown) -> None:
    first, time_s = next(shown)
    with VideoWriter(target, first.shape[1], first.shape[0]) as writer:
        writer.write(first, time_s)
        for image, time_s in shown:
            writer.write(image, time_s)


def _ask_for_quarter_turn(path: Path) -> None:
    """Put a display matrix that turns clockwise by 90 degrees into the MP4's track header."""
    content = bytearray(path.read_bytes())
    one = 1 << 16
    matrix = struct.pack(">9i", 0, one, 0, -one, 0, 0, 0, 0, 1 << 30)
    start = content.index(b"tkhd") + 4 + 40
    content[start : start + len(matrix)] = matrix
    path.write_bytes(content)
