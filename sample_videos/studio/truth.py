"""What is true in every frame of a film, measured on the posed skeleton."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from .body import Body
from .camera import View, view_name
from .channels import SIDES, working_legs
from .film import Film
from .profiles import movement
from .reps import RepPlan
from .rotation import about_z
from .sets import RATE

PATH_BONES = ("head", "upperleg01.L", "upperleg01.R", "lowerleg01.L", "lowerleg01.R", "foot.L",
              "foot.R", "toe1-1.L", "toe1-1.R", "finger3-1.L", "finger3-1.R", "upperarm01.L",
              "upperarm01.R", "lowerarm01.L", "lowerarm01.R")
JOINTS = {"shoulder": "upperarm01", "hip": "upperleg01", "knee": "lowerleg01", "ankle": "foot"}
SET_REST_S = 15.0
"""So long without a rep ends a set, even in the position."""
WORDS = {"L": "left", "R": "right", "B": "both"}


def person_path(film: Film) -> np.ndarray:
    """(N, 3) points around the person over the whole film, a hand's breadth outside the joints."""
    step = slice(None, None, 24)
    points = [film.figure.at(bone)[step] for bone in PATH_BONES]
    index = film.figure.index["head"]
    up = film.figure.turn[step, index] @ np.array([0.0, -0.03, 0.23])
    points.append(film.figure.at("head")[step] + up)
    points += [film.figure.at(f"toe1-1.{side}")[step] + [0.0, 0.0, 0.1] for side in SIDES]
    joints = np.concatenate(points)
    grown = np.concatenate([joints + np.array(d) * 0.10 for d in
                            ((1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0))])
    return np.maximum(grown, [-99, -99, 0.0])


def angles(film: Film) -> dict[str, np.ndarray]:
    """(T,) angles in degrees by name, measured in the person's sagittal plane.

    hip: thigh against trunk, extension +, in line 0. knee: flexion +, straight 0. trunk_lean:
    forward +. lumbar: extension against neutral +. pelvis_tilt: forward +, against standing
    upright. pelvis_roll: hip line seen from behind, right hip higher +. neck: extension +.
    """
    figure, turn = film.figure, about_z(-film.motion["heading"])

    def back(start: np.ndarray, end: np.ndarray) -> np.ndarray:
        line = np.einsum("tij,tj->ti", turn, end - start)
        return np.degrees(np.arctan2(line[:, 1], -line[:, 2]))

    trunk = back(figure.middle("upperarm01"), figure.middle("upperleg01"))
    result = {"trunk_lean": trunk, "lumbar": film.motion["lumbar"], "neck": film.motion["neck"]}
    for side in "LR":
        hip, knee, ankle = (figure.at(f"{JOINTS[j]}.{side}") for j in ("hip", "knee", "ankle"))
        thigh, shank = back(hip, knee), back(knee, ankle)
        result[f"hip_{WORDS[side]}"] = wrap(thigh - trunk)
        result[f"knee_{WORDS[side]}"] = wrap(shank - thigh)
    pelvis = turn @ figure.turn[:, figure.index["root"]]
    result["pelvis_tilt"] = np.degrees(np.arctan2(pelvis[:, 2, 1], pelvis[:, 2, 2]))
    across = figure.at("upperleg01.R") - figure.at("upperleg01.L")
    flat = np.linalg.norm(across[:, :2], axis=1)
    result["pelvis_roll"] = np.degrees(np.arctan2(across[:, 2], flat))
    return result


def wrap(degrees: np.ndarray) -> np.ndarray:
    """Angles brought into -180..180."""
    return (degrees + 180) % 360 - 180


def ear_offset(body: Body, side: str) -> np.ndarray:
    """(3,) from the head bone to the middle of the ear, at rest."""
    x, y, z = body.base.T
    sign = 1 if side == "L" else -1
    ear = (sign * x > 0.080) & (z > 0.675) & (z < 0.745) & (y < -0.005) & (y > -0.08)
    return body.vertices[ear].mean(axis=0) - body.head("head")


def joint_pixels(film: Film, view: View, samples: np.ndarray) -> dict[str, np.ndarray]:
    """(F, 2) pixels of the joint centres and ears by name."""
    figure, result = film.figure, {}
    head = figure.index["head"]
    for side in SIDES:
        word = WORDS[side]
        for joint, bone in JOINTS.items():
            result[f"{joint}_{word}"] = view.project(figure.at(f"{bone}.{side}")[samples])
        ear = figure.turn[samples, head] @ ear_offset(film.body, side) + figure.head[samples, head]
        result[f"ear_{word}"] = view.project(ear)
    return result


def rep_signal(film: Film, measured: dict[str, np.ndarray], side: str) -> np.ndarray:
    """(T,) the exercise's true rep signal, degrees: of the working leg, or the mean of both."""
    assert film.clip.exercise is not None
    name = film.clip.exercise.signal
    return np.mean([measured[f"{name}_{WORDS[leg]}"] for leg in working_legs(side)], axis=0)


def rep_times(film: Film, measured: dict[str, np.ndarray], number: int) -> dict[str, Any]:
    """Phase boundaries and range of one rep (from 1), measured on the true rep signal."""
    at, plan = film.reps[number - 1]
    signal = rep_signal(film, measured, plan.side)
    outwards = np.sign(plan.peak - plan.start)
    middle = at + plan.out_s + plan.hold_s / 2
    if plan.hold_s < 0.05:
        near = np.flatnonzero(np.abs(film.time - middle) < 0.2)
        middle = float(film.time[near[np.argmax(outwards * signal[near])]])
    before, after = _window(film, number)
    start, reached = movement(film.time, signal, before, middle)
    left, back = movement(film.time, signal, middle, after)
    inside = (film.time >= start) & (film.time <= back)
    peak = outwards * float((outwards * signal[inside]).max())
    return {"start_s": start, "peak_start_s": reached, "peak_end_s": left, "end_s": back,
            "range": {"start": float(np.interp(start, film.time, signal)), "peak": peak,
                      "unit": "deg"}}


def _window(film: Film, number: int) -> tuple[float, float]:
    """Where to look for a rep's first and last movement: never inside a neighbour."""
    at, plan = film.reps[number - 1]
    early = film.reps[number - 2][1].rest_s / 2 if number > 1 else 1.0
    late = plan.rest_s / 2 if number < len(film.reps) else 1.0
    return at - min(0.15, early), at + plan.moving_s + min(0.12, late)


def reps_truth(film: Film, measured: dict[str, np.ndarray]) -> list[dict[str, Any]]:
    """One entry for each rep, as the truth file names it."""
    sets = set_numbers(film)
    return [_rounded({
        "number": number, "set": sets[number - 1], "side": WORDS[plan.side],
        "first_phase": "lower" if plan.lowers_first else "lift",
        **rep_times(film, measured, number), "complete": _complete(plan),
        "mistakes": [asdict(fault) for fault in plan.faults],
    }) for number, (_, plan) in enumerate(film.reps, start=1)]


def set_numbers(film: Film) -> list[int]:
    """The set of each rep: a left position, or ``SET_REST_S`` without a rep, ends one."""
    numbers = [1]
    for (at, plan), (following, _) in pairwise(film.reps):
        left = any(pause.after == len(numbers) for pause in film.clip.breaks)
        long = following - at - plan.moving_s >= SET_REST_S
        numbers.append(numbers[-1] + int(left or long))
    return numbers


def _complete(plan: RepPlan) -> bool:
    return not any(fault.id == "short-range" and fault.counts for fault in plan.faults)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    return round(value, 4) if isinstance(value, float) else value


def clip_truth(film: Film, frames: int, measured: dict[str, np.ndarray]) -> dict[str, Any]:
    """The whole truth file of a clip, as filmed (mirroring not yet applied)."""
    clip = film.clip
    shape = asdict(clip.shape) | clip.shape_names
    return {
        "clip": f"{clip.name}.mp4", "exercise": clip.exercise.id if clip.exercise else None,
        "rep_signal": clip.exercise.signal if clip.exercise else None,
        "variant": clip.setup.variant if clip.exercise else None,
        "side": WORDS[clip.sides[0]] if clip.exercise else None, "fps": clip.fps,
        "frames": frames, "duration_s": round(frames / clip.fps, 4), "width": clip.size[0],
        "height": clip.size[1], "view": view_name(clip.camera.azimuth_deg),
        "azimuth_deg": clip.camera.azimuth_deg, "mirrored": False, "body": shape,
        "clothes": asdict(clip.clothes), "scene": asdict(clip.scene),
        "camera": asdict(clip.camera), "support": clip.setup.support, "seed": clip.seed,
        "reps": reps_truth(film, measured),
        "decoys": [_rounded(asdict(decoy)) for decoy in film.decoys]}


def mirrored(truth: dict[str, Any]) -> dict[str, Any]:
    """The truth of the same film seen in a mirror: left and right change places."""
    other = {"left": "right", "right": "left", "side-left": "side-right",
             "side-right": "side-left"}
    reps = [rep | {"side": other.get(rep["side"], rep["side"])} for rep in truth["reps"]]
    return truth | {"side": other.get(truth["side"], truth["side"]), "reps": reps,
                    "view": other.get(truth["view"], truth["view"]),
                    "azimuth_deg": -truth["azimuth_deg"], "mirrored": True}


def mirrored_arrays(arrays: dict[str, np.ndarray], width: int) -> dict[str, np.ndarray]:
    """Per-frame truth of the film seen in a mirror."""
    result = {}
    for name, values in arrays.items():
        swapped = (name.replace("left", "right") if "left" in name
                   else name.replace("right", "left"))
        result[swapped] = width - 1 - values if name.endswith("_x") else values
    result["pelvis_roll"] = -result["pelvis_roll"]
    return result


def frame_arrays(film: Film, view: View, measured: dict[str, np.ndarray], samples: np.ndarray,
                 ) -> dict[str, np.ndarray]:
    """Per-frame truth by name: angles (float16), pixels as NAME_x and NAME_y (float32)."""
    arrays = {"time_s": (samples / RATE).astype("f4")}
    arrays |= {name: values[samples].astype("f2") for name, values in measured.items()}
    for name, xy in joint_pixels(film, view, samples).items():
        for axis in (0, 1):
            arrays[f"{name}_{'xy'[axis]}"] = (np.round(xy[:, axis] * 8) / 8).astype("f4")
    return arrays


def save_truth(folder: Path, name: str, truth: dict[str, Any], arrays: dict[str, np.ndarray],
               ) -> None:
    """Write NAME.truth.json and NAME.truth.npz, each whole or not at all."""
    text = folder / f".{name}.truth.json.part"
    text.write_text(json.dumps(truth, indent=1) + "\n")
    text.replace(folder / f"{name}.truth.json")
    data = folder / f".{name}.truth.part.npz"
    np.savez_compressed(data, **arrays)
    data.replace(folder / f"{name}.truth.npz")
