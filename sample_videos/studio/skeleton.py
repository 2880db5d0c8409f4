"""From posture angles to bones: where every bone is and how it is turned, for all times at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .body import Body
from .channels import SIDES, Motion
from .rotation import about_x, about_y, about_z, align, frame, unit

LUMBAR = ("spine05", "spine04", "spine03")
NECK = ("neck01", "neck02", "neck03", "head")
DOWN = np.array([0.0, 0.0, -1.0])


@dataclass
class Figure:
    """Bones over time.

    Attributes:
        turn: (T, B, 3, 3) global rotation of each bone.
        head: (T, B, 3) position of each bone's head, metres.
    """

    turn: np.ndarray
    head: np.ndarray
    index: dict[str, int]

    def at(self, bone: str) -> np.ndarray:
        """(T, 3) positions of the head of a bone."""
        return self.head[:, self.index[bone]]

    def middle(self, bone: str) -> np.ndarray:
        """(T, 3) midpoint of the left and right bone of that name."""
        return (self.at(f"{bone}.L") + self.at(f"{bone}.R")) / 2


def pose_figure(body: Body, motion: Motion) -> Figure:
    """Pose trunk, head and legs; arms hang by their angles. The root bone's head is the origin."""
    count = len(motion["lean"])
    turn = np.broadcast_to(np.eye(3), (count, len(body.bones), 3, 3)).copy()
    own = trunk_turns(body, motion)
    for side in SIDES:
        own |= _leg_turns(body, motion, side)
    for side in SIDES:
        own |= _arm_turns(body, motion, side, own["spine01"])
    for i, bone in enumerate(body.bones):
        if bone.name in own:
            turn[:, i] = own[bone.name]
        elif bone.parent >= 0:
            turn[:, i] = turn[:, bone.parent]
    return Figure(turn, chain_heads(body, turn), body.index)


def chain_heads(body: Body, turn: np.ndarray) -> np.ndarray:
    """(T, B, 3) bone heads from global rotations; the root's head is the origin."""
    head = np.zeros((*turn.shape[:2], 3))
    for i, bone in enumerate(body.bones):
        if bone.parent >= 0:
            offset = bone.head - body.bones[bone.parent].head
            head[:, i] = head[:, bone.parent] + turn[:, bone.parent] @ offset
    return head


def trunk_turns(body: Body, motion: Motion) -> dict[str, np.ndarray]:
    """Pelvis, spine and neck so that the line hips to shoulders has exactly the asked lean."""
    lumbar, roll, heading = motion["lumbar"], motion["pelvis_roll"], about_z(motion["heading"])
    pelvis = motion["lean"] - _line_angle(body, lumbar)
    result = {"root": heading @ about_y(roll) @ about_x(pelvis)}
    for k, bone in enumerate(LUMBAR, start=1):
        pitch = pelvis - lumbar * k / len(LUMBAR)
        result[bone] = heading @ about_y(roll * (1 - 0.3 * k)) @ about_x(pitch)
    for bone in ("spine02", "spine01"):
        result[bone] = result["spine03"]
    thorax = pelvis - lumbar
    for k, bone in enumerate(NECK, start=1):
        pitch = thorax - motion["neck"] * k / len(NECK)
        result[bone] = heading @ about_x(pitch)
    return result


def _line_angle(body: Body, lumbar: np.ndarray) -> np.ndarray:
    """(T,) forward angle of the line hips to shoulders, while the pelvis is upright."""
    hip = (body.head("upperleg01.L") + body.head("upperleg01.R")) / 2
    shoulder = (body.head("upperarm01.L") + body.head("upperarm01.R")) / 2
    point = np.broadcast_to(body.head("spine05"), (len(lumbar), 3)).copy()
    joints = [body.head(bone) for bone in LUMBAR] + [shoulder]
    for k in range(len(LUMBAR)):
        step = joints[k + 1] - joints[k]
        point += about_x(-lumbar * (k + 1) / len(LUMBAR)) @ step
    line = point - hip
    return np.degrees(np.arctan2(-line[:, 1], line[:, 2]))


def _leg_turns(body: Body, motion: Motion, side: str) -> dict[str, np.ndarray]:
    hip, knee = body.head(f"upperleg01.{side}"), body.head(f"lowerleg01.{side}")
    ankle = body.head(f"foot.{side}")
    outwards = motion[f"abd_{side}"] * (-1 if side == "L" else 1)
    heading, swing = about_z(motion["heading"]), about_y(outwards)
    thigh = motion[f"thigh_{side}"]
    shank = thigh + motion[f"knee_{side}"]
    foot = shank + motion[f"ankle_{side}"]
    return {
        f"upperleg01.{side}": heading @ about_x(thigh) @ swing @ align(knee - hip, DOWN),
        f"lowerleg01.{side}": heading @ about_x(shank) @ swing @ align(ankle - knee, DOWN),
        f"foot.{side}": heading @ about_x(foot),
    }


def _arm_turns(body: Body, motion: Motion, side: str, thorax: np.ndarray) -> dict[str, np.ndarray]:
    """Arms by angles: hanging beside the trunk at 0, elbows bending forwards."""
    sign = 1.0 if side == "L" else -1.0
    upper = thorax @ about_x(-motion[f"arm_{side}"]) @ about_y(-sign * motion[f"spread_{side}"])
    lower = upper @ about_x(-np.maximum(motion[f"elbow_{side}"], 4.0))
    upper_line, lower_line = upper @ DOWN, lower @ DOWN
    return arm_frames(body, side, upper_line, lower_line)


def arm_frames(body: Body, side: str, upper: np.ndarray, lower: np.ndarray,
               ) -> dict[str, np.ndarray]:
    """Rotations of the arm bones that lay them along (T, 3) directions, elbow plane included."""
    shoulder, elbow, wrist = arm_joints(body, side)
    rest = frame(elbow - shoulder, wrist - elbow)
    now = frame(upper, lower)
    rest_lower = frame(wrist - elbow, elbow - shoulder)
    now_lower = frame(lower, upper)
    return {
        f"upperarm01.{side}": now @ rest.T,
        f"lowerarm01.{side}": now_lower @ rest_lower.T,
    }


def arm_joints(body: Body, side: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rest positions of shoulder, elbow and wrist."""
    return (body.head(f"upperarm01.{side}"), body.head(f"lowerarm01.{side}"),
            body.head(f"wrist.{side}"))


def reach(body: Body, figure: Figure, motion: Motion, side: str, support: np.ndarray,
          palm: np.ndarray, fingers: np.ndarray, bend: np.ndarray | None = None) -> None:
    """Bend the arm so that the wrist meets ``support`` (3,) as far as ``reach_*`` says.

    ``palm`` and ``fingers`` are directions of the palm and of the fingers on the support;
    ``bend`` is the direction in which the elbow points (default: towards the hips, outwards).
    """
    share = motion[f"reach_{side}"][:, None]
    shoulder, hanging = figure.at(f"upperarm01.{side}"), figure.at(f"wrist.{side}")
    elbow = figure.at(f"lowerarm01.{side}")
    goal = hanging + share * (support - hanging)
    trunk = unit(figure.middle("upperleg01") - figure.middle("upperarm01"))
    outwards = np.array([0.25 if side == "L" else -0.25, 0.55, 0.0])
    bent = 0.5 * trunk + outwards if bend is None else np.broadcast_to(bend, trunk.shape)
    pole = (1 - share) * unit(elbow - shoulder) + share * bent
    upper, lower = two_bones(shoulder, goal, pole, *_lengths(body, side))
    turns = arm_frames(body, side, upper, lower)
    turns[f"wrist.{side}"] = _hand_turn(body, side, turns, share, palm, fingers)
    _apply(body, figure, turns)


def _lengths(body: Body, side: str) -> tuple[float, float]:
    shoulder, elbow, wrist = arm_joints(body, side)
    return float(np.linalg.norm(elbow - shoulder)), float(np.linalg.norm(wrist - elbow))


def two_bones(start: np.ndarray, goal: np.ndarray, pole: np.ndarray, first: float, second: float,
              ) -> tuple[np.ndarray, np.ndarray]:
    """Directions of two bones from ``start`` to ``goal``, bending towards ``pole``; all (T, 3).

    A goal out of reach is approached as far as the bones allow.
    """
    chord = goal - start
    distance = np.linalg.norm(chord, axis=1, keepdims=True)
    along = chord / np.maximum(distance, 1e-9)
    distance = np.clip(distance, abs(first - second) + 1e-3, (first + second) * 0.999)
    foot = (first**2 - second**2 + distance**2) / (2 * distance)
    height = np.sqrt(np.maximum(first**2 - foot**2, 1e-9))
    side = unit(pole - (pole * along).sum(axis=1, keepdims=True) * along)
    elbow = along * foot + side * height
    return unit(elbow), unit(along * distance - elbow)


def _hand_turn(body: Body, side: str, turns: dict[str, np.ndarray], share: np.ndarray,
               palm: np.ndarray, fingers: np.ndarray) -> np.ndarray:
    rest_fingers = body.head(f"finger3-1.{side}") - body.head(f"wrist.{side}")
    across = body.head(f"finger2-1.{side}") - body.head(f"finger5-1.{side}")
    normal = np.cross(across, rest_fingers) * (-1 if side == "L" else 1)
    rest = frame(rest_fingers, normal)
    laid = frame(fingers, palm) @ rest.T
    mixed = turns[f"lowerarm01.{side}"] * (1 - share[..., None]) + laid * share[..., None]
    u, _, vt = np.linalg.svd(mixed)
    return u @ vt


def _apply(body: Body, figure: Figure, turns: dict[str, np.ndarray]) -> None:
    """Put new global rotations on some bones and let everything below them follow."""
    moved: set[int] = set()
    for i, bone in enumerate(body.bones):
        if bone.name in turns:
            figure.turn[:, i] = turns[bone.name]
        elif bone.parent in moved:
            figure.turn[:, i] = figure.turn[:, bone.parent]
        else:
            continue
        moved.add(i)
        offset = bone.head - body.bones[bone.parent].head
        figure.head[:, i] = figure.head[:, bone.parent] + (
            figure.turn[:, bone.parent] @ offset)
