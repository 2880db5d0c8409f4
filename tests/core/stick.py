"""A stick figure that moves as a table says, and the landmarks a camera would find on it.

A film is a posture and a list of steps. Each step is (seconds, {channel: value}): within that
time the channels named move to their new values along a minimum-jerk path, the others stay.

    film(STANDING, [(1.0, {}), (0.9, {"thigh.right": 25}), (0.7, {}), (1.2, {"thigh.right": 0})])

A pause of less than no time, (-0.3, {}), lets the next movement begin before the last has ended.

Channels, in degrees and trunk lengths; signs as in ``formcheck.signals``:

    lean            trunk against the vertical, forward +
    thigh.left/.right   thigh against the vertical, behind +
    knee.left/.right    flexion +
    neck            line from ear to nose against the trunk; -90 = in line
    hollow          depth of the lower back's hollow beyond the usual
    belly           how far its edge has come forward
    hips_forward, hips_up   place of the hips
    reach, drop     wrists ahead of and below the shoulders
    elbows          elbows ahead of the shoulders
    roll            pelvis, left hip higher +
    apart           distance between the ankles, in hip widths
    turn            where the person faces: 90 = picture right, -90 = left, 180 = away
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from formcheck import signals
from formcheck.analysis import Analysis, Choice, choose
from formcheck.body import Body
from formcheck.events import Event, Outcome, Rep
from formcheck.pose import LANDMARKS, LEG_BONES, OUTLINE_STATIONS, Landmark, Observation, Pose
from formcheck.preparation import resolve_azimuth
from formcheck.recording import Recording
from formcheck.rule import Exercise
from formcheck.rulebook import load_rules
from formcheck.session import Session, new_timeline
from formcheck.timeline import Timeline

Array = npt.NDArray[np.floating]
Step = tuple[float, Mapping[str, float]]

TRUNK_PX = 150.0
TRUNK_M = 0.5
HALF_WIDTH = {"shoulder": 0.35, "hip": 0.18}
THIGH, SHIN, FOOT = 0.85, 0.8, 0.3
USUAL_HOLLOW = 0.04
WIDTH, HEIGHT = 1280, 720
LOWER_BACK = (OUTLINE_STATIONS > 0.15) & (OUTLINE_STATIONS < 0.6)

STANDING: dict[str, float] = {
    "lean": 5, "thigh.left": 0, "thigh.right": 0, "knee.left": 6, "knee.right": 6, "neck": -90,
    "hollow": 0.02, "belly": 0, "hips_forward": 0, "hips_up": 0, "reach": 0.5, "drop": 0.6,
    "elbows": 0, "roll": 0, "turn": 90, "apart": 1,
}  # fmt: skip
ALL_FOURS: dict[str, float] = {
    **STANDING, "lean": 83, "thigh.left": 0, "thigh.right": 0, "knee.left": 90, "knee.right": 90,
    "hollow": 0.0, "reach": 0.0, "drop": 1.0,
}  # fmt: skip


def kick(
    side: str = "right",
    peak: float = 25.0,
    lift: float = 1.2,
    hold: float = 0.8,
    lower: float = 1.4,
    rest: float = 1.0,
    along: Mapping[str, tuple[float, float]] | None = None,
) -> list[Step]:
    """One rep and the rest after it.

    Args:
        along: what moves along with the leg: channel to its value (at the peak, back again).
    """
    along = along or {}
    there = {f"thigh.{side}": peak, **{name: values[0] for name, values in along.items()}}
    back = {f"thigh.{side}": 0.0, **{name: values[1] for name, values in along.items()}}
    return [(lift, there), (hold, {}), (lower, back), *([(rest, {})] if rest else [])]


def donkey_kick(side: str = "right", peak: float = 78.0, **rest: Any) -> list[Step]:
    """The same on all fours, with the slight hollow of the back that everybody makes."""
    along = {"hollow": (0.007, 0.0), **rest.pop("along", {})}
    return kick(side, peak, along=along, **{"lift": 1.3, "lower": 1.5, **rest})


def still(seconds: float) -> list[Step]:
    """Nothing moves."""
    return [(seconds, {})]


@dataclass(frozen=True)
class Film:
    """T frames of a stick figure.

    Attributes:
        time_s: (T,) seconds.
        channels: (T,) values of each.
        noise_px: standard deviation of each landmark's error.
        gone: (T,) nobody is found in the picture.
        scene: (T,) numbers of the scenes.
        touch: changes the landmarks of all frames before they are recorded.
    """

    time_s: Array
    channels: Mapping[str, Array]
    noise_px: float = 0.3
    gone: npt.NDArray[np.bool_] | None = None
    scene: npt.NDArray[np.int_] | None = None
    touch: Callable[[Array, Array], None] | None = None

    def __len__(self) -> int:
        return len(self.time_s)

    def without(self, from_s: float, to_s: float) -> Film:
        """The person is not found in this time."""
        return replace(self, gone=(self.time_s >= from_s) & (self.time_s < to_s))

    def cut_at(self, time_s: float) -> Film:
        """A new scene begins."""
        return replace(self, scene=(self.time_s >= time_s).astype(int))

    def between(self, from_s: float, to_s: float) -> Film:
        """Only this part of the film, with its own times."""
        part = (self.time_s >= from_s) & (self.time_s < to_s)
        channels = {name: values[part] for name, values in self.channels.items()}
        return replace(self, time_s=self.time_s[part], channels=channels)

    def unfilmed(self, from_s: float, to_s: float) -> Film:
        """The camera gives no picture in this time."""
        before, after = self.between(-1, from_s), self.between(to_s, 1e9)
        channels = {
            name: np.concatenate([values, after.channels[name]])
            for name, values in before.channels.items()
        }
        return replace(before, time_s=np.append(before.time_s, after.time_s), channels=channels)

    def with_channel(self, name: str, values: Array) -> Film:
        """One channel given frame by frame."""
        return replace(self, channels={**self.channels, name: values})


def film(
    posture: Mapping[str, float],
    steps: Sequence[Step],
    fps: float = 30.0,
    facing: str = "right",
    time_s: Array | None = None,
    noise_px: float = 0.3,
) -> Film:
    """Lay out the steps in time.

    Args:
        time_s: the frames' own times; default: steadily ``fps`` a second.
    """
    start = {**posture, "turn": posture["turn"] * (1 if facing == "right" else -1)}
    length_s = sum(seconds for seconds, _ in steps)
    if time_s is None:
        time_s = np.arange(int(length_s * fps) + 1) / fps
    channels = {name: np.full(len(time_s), value, float) for name, value in start.items()}
    begins = 0.0
    for seconds, targets in steps:
        share = minimum_jerk((time_s - begins) / max(seconds, 1e-9))
        for name, target in targets.items():
            channels[name] += share * (target - start[name])
            start[name] = target
        begins += seconds
    return Film(time_s, channels, noise_px)


def minimum_jerk(share: Array) -> Array:
    """How far along its way a smooth movement is at this share of its time."""
    s = np.clip(share, 0.0, 1.0)
    return np.asarray(s**3 * (10 - 15 * s + 6 * s**2))


# --- from angles to landmarks ---


def _direction(lean_deg: Array) -> Array:
    """(T, 2) forward and up, of what points up and leans forward by an angle."""
    radians = np.radians(lean_deg)
    return np.stack([np.sin(radians), np.cos(radians)], axis=1)


def _skeleton(c: Mapping[str, Array]) -> dict[str, Array]:
    """(T, 3) places of the joints: forward, up, to the person's left; trunk lengths."""
    zero = np.zeros(len(c["lean"]))
    places: dict[str, Array] = {}

    def put(name: str, plane: Array, left: Array | float) -> None:
        places[name] = np.column_stack([plane, zero + left])

    trunk = _direction(c["lean"])
    hips = np.stack([c["hips_forward"], c["hips_up"]], axis=1)
    shoulders = hips + trunk
    wrists = shoulders + np.stack([c["reach"], -c["drop"]], axis=1)
    elbows = shoulders + np.stack([c["elbows"], -c["drop"] / 2], axis=1)
    ear = shoulders + 0.45 * trunk
    nose = ear + 0.2 * _direction(c["lean"] - c["neck"])
    put("NOSE", nose, 0.0)
    for side, sign in (("LEFT", 1.0), ("RIGHT", -1.0)):
        own = side.lower()
        rolled = sign * HALF_WIDTH["hip"] * np.tan(np.radians(c["roll"]))
        hip = hips + np.stack([zero, rolled], axis=1)
        thigh = -_direction(c[f"thigh.{own}"])
        shin = -_direction(c[f"thigh.{own}"] + c[f"knee.{own}"])
        # What hangs down and leans behind by an angle points forward by its negative.
        knee = hip + THIGH * thigh
        ankle = knee + SHIN * shin
        toes = np.stack([-shin[:, 1], shin[:, 0]], axis=1)
        put(f"{side}_SHOULDER", shoulders, sign * HALF_WIDTH["shoulder"])
        put(f"{side}_ELBOW", elbows, sign * HALF_WIDTH["shoulder"])
        for hand in ("WRIST", "PINKY", "INDEX", "THUMB"):
            put(f"{side}_{hand}", wrists, sign * HALF_WIDTH["shoulder"])
        for face in ("EYE_INNER", "EYE", "EYE_OUTER"):
            put(f"{side}_{face}", (nose + ear) / 2, sign * 0.05)
        put(f"{side}_EAR", ear, sign * 0.12)
        put(f"MOUTH_{side}", nose, sign * 0.04)
        put(f"{side}_HIP", hip, sign * HALF_WIDTH["hip"])
        put(f"{side}_KNEE", knee, sign * HALF_WIDTH["hip"])
        foot = sign * HALF_WIDTH["hip"] * c["apart"]
        put(f"{side}_ANKLE", ankle, foot)
        put(f"{side}_HEEL", ankle - 0.25 * FOOT * toes + 0.1 * shin, foot)
        put(f"{side}_FOOT_INDEX", ankle + FOOT * toes + 0.1 * shin, foot)
    return places


def world_of(figure: Film) -> Array:
    """(T, 33, 3) metres: x to the right of the picture, y down, z away from the camera."""
    places = _skeleton(figure.channels)
    body = np.stack([places[mark.name] for mark in Landmark], axis=1) * TRUNK_M
    turn = np.radians(figure.channels["turn"])[:, None]
    forward, up, left = body[..., 0], body[..., 1], body[..., 2]
    across = forward * np.sin(turn) + left * np.cos(turn)
    away = -forward * np.cos(turn) + left * np.sin(turn)
    return np.stack([across, -up, away], axis=2)


def outline_of(figure: Film) -> Array:
    """(T, 2, stations) pixels: a back with a hollow in its lower part, and a flat belly."""
    flat = np.full((len(figure), 2, len(OUTLINE_STATIONS)), 0.3)
    back = np.where(np.sin(np.radians(figure.channels["turn"])) > 0, 1, 0)
    frames = np.arange(len(figure))
    for station in np.flatnonzero(LOWER_BACK):
        flat[frames, back, station] -= USUAL_HOLLOW + figure.channels["hollow"]
        flat[frames, 1 - back, station] += figure.channels["belly"]
    return flat * TRUNK_PX


def body_of(figure: Film) -> Body:
    """The landmarks without noise, as the core measures them."""
    world = world_of(figure)
    xy = world[..., :2] / TRUNK_M * TRUNK_PX + (WIDTH / 2, HEIGHT / 2)
    return Body(
        time_s=figure.time_s,
        xy=xy,
        world=world,
        visibility=np.full((len(figure), LANDMARKS), 0.95),
        outline=outline_of(figure),
        on_mask=np.ones((len(figure), len(LEG_BONES))),
        azimuth_deg=resolve_azimuth(figure.time_s, world),
        lost_legs=np.zeros((len(figure), 2)),
        trunk_px=TRUNK_PX,
    )


def timeline_rows(body: Body) -> Array:
    """The rows of a timeline, as a session takes them."""
    measured = signals.measure(body)
    columns = [measured[name] for name in signals.columns()]
    return np.column_stack([*columns, body.azimuth_deg, np.zeros(len(body))])


def timeline_of(time_s: Array, values: Mapping[str, Array]) -> Timeline:
    """A person seen from the side, by the columns named; the others are zero."""
    timeline = new_timeline()
    rows = np.zeros((len(time_s), len(timeline.columns)))
    for name, column in {"azimuth": np.full(len(time_s), 90.0), **values}.items():
        rows[:, timeline.columns.index(name)] = column
    for moment, row in zip(time_s, rows, strict=True):
        timeline.append(float(moment), row)
    return timeline


def recording_of(figure: Film, seed: int = 0) -> Recording:
    """What the pose model would have recorded."""
    body = body_of(figure)
    xy = body.xy + np.random.default_rng(seed).normal(0, figure.noise_px, body.xy.shape)
    visibility = body.visibility.copy()
    if figure.touch:
        figure.touch(xy, visibility)
    recording = Recording(WIDTH, HEIGHT, "stick figure")
    for i, time_s in enumerate(figure.time_s):
        pose = Pose(*(_f32(a[i]) for a in (xy, body.world, visibility, body.outline, body.on_mask)))
        people = {} if figure.gone is not None and figure.gone[i] else {1: pose}
        scene = 0 if figure.scene is None else int(figure.scene[i])
        recording.append(Observation(i, float(time_s), scene, people, 120.0))
    return recording


def _f32(values: Array) -> npt.NDArray[np.float32]:
    return np.asarray(values, np.float32)


# --- watching it ---

RULES = load_rules()


def watch(figure: Film, wanted: str | None = None, seed: int = 0) -> Choice:
    """What the core makes of a film."""
    exercises = [RULES.exercise(wanted)] if wanted else list(RULES.exercises.values())
    return choose(recording_of(figure, seed), exercises)


def judged(figure: Film, wanted: str = "standing-kickback", seed: int = 0) -> Analysis:
    """The film judged by the rules of one exercise."""
    named = RULES.exercise(wanted)
    found = choose(recording_of(figure, seed), [named], named).analysis
    assert found is not None
    return found


def outcome(figure: Film, wanted: str = "standing-kickback", seed: int = 0) -> Outcome:
    """Reps, sets and refusals of the film by the rules of one exercise."""
    return judged(figure, wanted, seed).outcome


def verdict(figure: Film, mistake: str, rep: int = 1, wanted: str = "standing-kickback") -> str:
    """The verdict on one mistake of one rep."""
    found = outcome(figure, wanted).reps[rep - 1]
    return next(f.verdict for f in found.findings if f.mistake == mistake)


def told_of(body: Body, exercise: Exercise) -> list[Event]:
    """What a session says of these landmarks, frame by frame."""
    session, told = Session(exercise), []
    for time_s, row in zip(body.time_s, timeline_rows(body), strict=True):
        told += session.push(time_s, row)
    return told + session.finish()


def reps_of(body: Body, exercise: Exercise) -> list[Rep]:
    """Those that the session counts."""
    return [each for each in told_of(body, exercise) if isinstance(each, Rep)]


def standing_set(*kicks: list[Step], **options: Any) -> Film:
    """Upright: stands still, kicks, stands still."""
    return film(STANDING, _between_rests(kicks), **options)


def all_fours_set(*kicks: list[Step], **options: Any) -> Film:
    """The same on hands and knees."""
    return film(ALL_FOURS, _between_rests(kicks), **options)


def _between_rests(kicks: Sequence[list[Step]]) -> list[Step]:
    return still(1.5) + [step for one in kicks for step in one] + still(1)
