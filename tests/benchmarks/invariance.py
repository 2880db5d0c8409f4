"""The same set filmed otherwise has to be judged alike.

    python -m tests.benchmarks.invariance [NAME...] [--only fps15 mirrored ...] [--keep FOLDER]

Makes variants of sample clips (frame rates, mirrored, turned by metadata, other sizes, a camera
that is tilted or shakes, less light, noise, the person smaller or cut closer), runs
each through pose model and analysis, and prints a Markdown table against the clip as it is.
With ``--keep`` the landmarks are kept, and a second run judges them again without the pose model.
"""

from __future__ import annotations

import argparse
import math
import shutil
import struct
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.analysis import Analysis, choose
from formcheck.events import Rep
from formcheck.recording import Recording
from formcheck.rulebook import load_rules
from formcheck.video import VideoFile, VideoWriter

from .recordings import CLIPS, record

DEFAULT_CLIPS = (
    "standing-kickback-mistakes-a",
    "quadruped-kickback-mistakes-a",
    "standing-kickback-clean",
    "quadruped-kickback-clean",
)
MOST_BECOME_UNJUDGED = 0.05

Image = npt.NDArray[np.uint8]
Shown = Iterator[tuple[Image, float]]


# --- the variants ---


def at_rate(fps: float) -> Callable[[Path, Path], None]:
    """The picture shown at each moment of a camera with another frame rate."""

    def make(source: Path, target: Path) -> None:
        _write(target, _sampled(_shown(source), fps))

    return make


def each_picture(change: Callable[[Image], Image]) -> Callable[[Path, Path], None]:
    """Every picture changed alike, at its own time."""

    def make(source: Path, target: Path) -> None:
        _write(target, ((change(image), t) for image, t in _shown(source)))

    return make


def at_height(height: int) -> Callable[[Path, Path], None]:
    """The film in another size."""
    return each_picture(lambda image: _scaled(image, height))


def mirrored(image: Image) -> Image:
    """What a mirroring camera shows: left and right are exchanged."""
    return _own(image[:, ::-1])


def turned(source: Path, target: Path) -> None:
    """A phone held sideways: the picture lies turned in the file, with a display matrix."""
    _write(target, ((_own(np.rot90(image, 1)), t) for image, t in _shown(source)))
    _ask_for_quarter_turn(target)


def tilted(degrees: float) -> Callable[[Path, Path], None]:
    """A camera that is not held straight; what it would show beyond the picture is made up."""
    return each_picture(lambda image: _moved(image, degrees=degrees))


def shaken(source: Path, target: Path) -> None:
    """Held in the hand: some pixels to and fro, in two rhythms."""

    def way(t: float, *rates: float) -> float:
        return 4.0 * sum(math.sin(rate * t) for rate in rates)

    shown = ((_moved(i, (way(t, 4.3, 13.0), way(t, 3.3, 15.8))), t) for i, t in _shown(source))
    _write(target, shown)


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


def as_it_is(source: Path, target: Path) -> None:
    """The clip itself."""
    shutil.copyfile(source, target)


AS_IT_IS = "as it is"
VARIANTS: dict[str, Callable[[Path, Path], None]] = {
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
    "shaken": shaken,
    "dark": each_picture(dark),
    "noisy": noisy,
    "smaller": each_picture(smaller),
    "closer": each_picture(closer),
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


def _moved(image: Image, by: tuple[float, float] = (0.0, 0.0), degrees: float = 0.0) -> Image:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    matrix[:, 2] += by
    moved = cv2.warpAffine(image, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)


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


# --- the comparison ---


@dataclass(frozen=True)
class Comparison:
    """One variant against the clip as it is.

    Attributes:
        reps, reps_before: counted with the variant and without.
        turned: (rep number, mistake) of verdicts that turned from seen to not seen or back.
        unjudged, judged_before: verdicts that turned into "cannot be judged", of how many.
        sides_right: every rep is the same side's, or the other's in a mirrored film.
    """

    reps: int
    reps_before: int
    turned: tuple[tuple[int, str], ...]
    unjudged: int
    judged_before: int
    sides_right: bool

    @property
    def unjudged_share(self) -> float:
        return self.unjudged / max(1, self.judged_before)

    @property
    def holds(self) -> bool:
        """Same reps and sides, nothing turned, few verdicts lost."""
        return (
            self.reps == self.reps_before
            and self.sides_right
            and not self.turned
            and self.unjudged_share <= MOST_BECOME_UNJUDGED
        )


OTHER_LEG = {"left": "right", "right": "left", "both": "both"}


def pair_reps(before: Sequence[Rep], after: Sequence[Rep]) -> list[tuple[Rep, Rep]]:
    """Reps of two analyses that took place at the same time."""
    return [
        (rep, match)
        for rep in before
        if (match := max(after, key=lambda r: _overlap(rep, r), default=None))
        and _overlap(rep, match) > 0
    ]


def _overlap(a: Rep, b: Rep) -> float:
    return min(a.end_s, b.end_s) - max(a.start_s, b.start_s)


def _verdicts(analysis: Analysis, rep: Rep) -> dict[str, str]:
    """What is judged on a rep, and with it what is judged on its set."""
    own = {f.mistake: str(f.verdict) for f in rep.findings}
    whole = next(one for one in analysis.outcome.sets if one.number == rep.set)
    of_set = {c.mistake for c in analysis.exercise.set_checks}
    return own | {f.mistake: str(f.verdict) for f in whole.findings if f.mistake in of_set}


def compare(before: Analysis, after: Analysis, exchanged: bool = False) -> Comparison:
    """Hold one analysis against another of the same set.

    Args:
        exchanged: left and right are exchanged in the second film.
    """
    pairs = pair_reps(before.outcome.reps, after.outcome.reps)
    turned: list[tuple[int, str]] = []
    unjudged = judged = 0
    for rep, match in pairs:
        now = _verdicts(after, match)
        for mistake, verdict in _verdicts(before, rep).items():
            if verdict == "cannot_be_judged":
                continue
            judged += 1
            again = now.get(mistake, "cannot_be_judged")  # another exercise does not ask for it
            unjudged += again == "cannot_be_judged"
            if {verdict, again} == {"seen", "not_seen"}:
                turned.append((rep.number, mistake))
    return Comparison(
        reps=len(after.outcome.reps),
        reps_before=len(before.outcome.reps),
        turned=tuple(turned),
        unjudged=unjudged,
        judged_before=judged,
        sides_right=all(
            match.side == (OTHER_LEG[rep.side] if exchanged else rep.side) for rep, match in pairs
        )
        and len(pairs) == len(before.outcome.reps),
    )


def judged(recording: Recording) -> Analysis:
    """The analysis of a recording by whatever exercise it is recognised as."""
    found = choose(recording, list(load_rules().exercises.values())).analysis
    if found is None:
        raise SystemExit("nobody exercises in this film")
    return found


# --- the table ---


HEADING = """\
| clip | variant | reps | sides | verdicts turned | became "cannot be judged" | holds |
|---|---|---|---|---|---|---|"""


def _row(name: str, variant: str, found: Comparison) -> str:
    turned = ", ".join(f"rep {rep} {mistake}" for rep, mistake in found.turned) or "none"
    lost = f"{found.unjudged} of {found.judged_before} ({found.unjudged_share:.1%})"
    sides = "exchanged" if variant == "mirrored" else "same"
    cells = [
        name,
        variant,
        f"{found.reps} of {found.reps_before}",
        sides if found.sides_right else "WRONG",
        turned,
        lost,
        "yes" if found.holds else "NO",
    ]
    return f"| {' | '.join(cells)} |"


def _landmarks(name: str, variant: str, folder: Path) -> Recording:
    """Of one variant; taken from the folder where they have been kept."""
    kept = folder / f"{name}-{variant}.npz"
    if kept.exists():
        return Recording.load(kept)
    film = folder / f"{name}-{variant}.mp4"
    VARIANTS[variant](CLIPS / f"{name}.mp4", film)
    recording = record(film)
    film.unlink()
    recording.save(kept)
    return recording


def _compare_clip(name: str, variants: Sequence[str], folder: Path) -> Iterator[Comparison]:
    before = judged(_landmarks(name, AS_IT_IS, folder))
    for variant in variants:
        after = judged(_landmarks(name, variant, folder))
        found = compare(before, after, exchanged=variant == "mirrored")
        print(_row(name, variant, found), flush=True)
        yield found


def _compare_all(names: Sequence[str], variants: Sequence[str], folder: Path) -> None:
    print(HEADING, flush=True)
    found = [one for name in names for one in _compare_clip(name, variants, folder)]
    unjudged = sum(one.unjudged for one in found)
    of = sum(one.judged_before for one in found)
    holding = sum(one.holds for one in found)
    lost = f'{unjudged} of {of} verdicts became "cannot be judged" in all'
    print(f"\n{holding} of {len(found)} variants hold; {lost}.", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="clips; default: four of them")
    choices = [variant for variant in VARIANTS if variant != AS_IT_IS]
    parser.add_argument("--only", nargs="+", choices=choices, default=choices)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the landmarks there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        _compare_all(options.names or DEFAULT_CLIPS, options.only, folder)


if __name__ == "__main__":
    main()
