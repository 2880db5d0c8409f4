"""Drawing on frames: what shows, what must not, and that faces stay hidden."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from formcheck import lettering
from formcheck.markings import stroke
from formcheck.overlay import (
    FAR,
    LARGEST_PICTURE,
    Marking,
    Status,
    blur_head,
    draw_marking,
    draw_skeleton,
    draw_status,
    evidence_picture,
    head_of,
)
from formcheck.pose import LANDMARKS, OUTLINE_STATIONS, Landmark, Pose
from formcheck.report.palette import SKY, VERMILLION, YELLOW, bgr

Picture = npt.NDArray[np.uint8]

JOINTS = {
    "NOSE": (330, 110), "LEFT_EAR": (300, 110), "LEFT_SHOULDER": (300, 200),
    "LEFT_ELBOW": (340, 270), "LEFT_WRIST": (390, 320), "LEFT_HIP": (300, 380),
    "LEFT_KNEE": (230, 500), "LEFT_ANKLE": (160, 600), "LEFT_HEEL": (140, 600),
    "LEFT_FOOT_INDEX": (170, 650), "RIGHT_EAR": (296, 108), "RIGHT_SHOULDER": (310, 204),
    "RIGHT_HIP": (310, 384), "RIGHT_KNEE": (320, 520), "RIGHT_ANKLE": (320, 660),
}  # fmt: skip


def standing() -> Pose:
    """A person who stands with the left side to the camera, the left leg lifted behind."""
    xy = np.full((LANDMARKS, 2), np.nan, np.float32)
    for name, at in JOINTS.items():
        xy[Landmark[name]] = at
    world = np.zeros((LANDMARKS, 3), np.float32)
    world[[Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP], 2] = 0.3
    outline = np.full((2, len(OUTLINE_STATIONS)), np.nan, np.float32)
    return Pose(xy, world, np.ones(LANDMARKS, np.float32), outline)


def room(height: int = 720, width: int = 640) -> Picture:
    """A grey picture with a pattern, so that a change of any part shows."""
    image = np.full((height, width, 3), 128, np.uint8)
    image[::2, ::3] = 100
    return image


def colour_at(image: Picture, x: float, y: float) -> tuple[int, ...]:
    return tuple(int(part) for part in image[round(y), round(x)])


def middle(first: str, second: str) -> tuple[float, float]:
    (x, y), (u, v) = JOINTS[first], JOINTS[second]
    return (x + u) / 2, (y + v) / 2


def test_the_working_leg_stands_out_and_the_far_side_is_pale() -> None:
    image = room()
    draw_skeleton(image, standing(), "left")
    assert colour_at(image, *middle("LEFT_HIP", "LEFT_KNEE")) == bgr(YELLOW)
    assert colour_at(image, *middle("RIGHT_HIP", "RIGHT_KNEE")) == bgr(FAR)
    assert colour_at(image, *middle("LEFT_ELBOW", "LEFT_WRIST")) == bgr(SKY)


@pytest.mark.parametrize("hide", ["not found", "hardly visible"])
def test_nothing_is_drawn_to_a_landmark_that_is_not_seen(hide: str) -> None:
    pose = standing()
    if hide == "not found":
        pose.xy[Landmark.LEFT_KNEE] = np.nan
    else:
        pose.visibility[Landmark.LEFT_KNEE] = 0.29
    image = room()
    draw_skeleton(image, pose, "left")
    for joints in (("LEFT_HIP", "LEFT_KNEE"), ("LEFT_KNEE", "LEFT_ANKLE")):
        x, y = middle(*joints)
        assert colour_at(image, x, y) == colour_at(room(), x, y)


def test_nobody_found_leaves_the_picture_as_it_is() -> None:
    pose = standing()
    pose.xy[:] = np.nan
    image = room()
    draw_skeleton(image, pose, None)
    assert (image == room()).all()
    assert head_of(pose) is None


def test_landmarks_far_outside_the_picture_do_no_harm() -> None:
    pose = standing()
    pose.xy[Landmark.LEFT_ANKLE] = (1e9, -1e9)
    draw_skeleton(room(), pose, "both")


def test_lines_widen_with_the_picture() -> None:
    assert stroke(room(360, 640)) < stroke(room(1080, 1920)) < stroke(room(2160, 3840))


@pytest.mark.parametrize("kind", ["angle", "gap", "lean", "line", "outline", "offset"])
def test_every_kind_of_marking_is_drawn_in_the_colour_of_its_verdict(kind: str) -> None:
    image = room()
    points = [(150.0, 300.0), (320.0, 350.0), (400.0, 520.0)]
    draw_marking(image, Marking(kind, points, "41°"), "seen")  # type: ignore[arg-type]
    assert (image == bgr(VERMILLION)).all(axis=2).sum() > 100


def test_an_angle_shows_the_turn_away_from_straight() -> None:
    image = room()
    # Straight down, then 90 degrees to the right: the arc lies below and to the right.
    draw_marking(image, Marking("angle", [(300, 100), (300, 300), (500, 300)], ""), "seen")
    marked = (image == bgr(VERMILLION)).all(axis=2)
    diagonal = np.hypot(110, 110) * np.array([np.cos(np.pi / 4), np.sin(np.pi / 4)])
    assert near(marked, 300 + diagonal[0] * 0.7071, 300 + diagonal[1] * 0.7071)
    assert not near(marked, 300 - 78, 300 + 78)


def near(marked: npt.NDArray[np.bool_], x: float, y: float) -> bool:
    return bool(marked[round(y) - 5 : round(y) + 6, round(x) - 5 : round(x) + 6].any())


@pytest.mark.parametrize(
    "points", [[(np.nan, 1.0), (2.0, 3.0), (4.0, 5.0)], [(1.0, 2.0), (3.0, 4.0)], []]
)
def test_a_marking_without_all_its_points_is_not_drawn(points: list[tuple[float, float]]) -> None:
    image = room()
    draw_marking(image, Marking("angle", points, "41°"), "seen")
    assert (image == room()).all()


@pytest.mark.parametrize("size", [(720, 1280), (1280, 720), (240, 320), (90, 60)])
def test_the_banner_fits_every_picture(size: tuple[int, int]) -> None:
    image = room(*size)
    draw_status(
        image, Status(62.34, 3, "hold", ["Lower back arches", "Leg lifted too high"], "Brace.")
    )
    changed = (image != room(*size)).any(axis=2)
    assert changed.any()
    if min(size) > 200:
        assert not changed[size[0] // 2 :].any()


def test_text_is_cut_at_the_edges_of_the_picture() -> None:
    image = room(100, 100)
    for at in ((-20, -10), (90, 95), (500, 500), (-900, 0)):
        lettering.write(image, "±°ü", at, 20)
    assert (image != room(100, 100)).any()


def test_lines_break_between_words() -> None:
    lines = lettering.wrap("thigh 41° past the line of the trunk", 20, 150)
    assert len(lines) > 1
    assert all(lettering.width(line, 20) <= 150 for line in lines)
    assert " ".join(lines) == "thigh 41° past the line of the trunk"
    assert lettering.wrap("", 20, 150) == []


def shown(jpeg: bytes) -> Picture:
    image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    return image.astype(np.uint8)


def test_evidence_is_cropped_to_the_person_and_leaves_the_frame_alone() -> None:
    frame = room(1080, 1920)
    before = frame.copy()
    angle = Marking("angle", [JOINTS[name] for name in
                              ("LEFT_SHOULDER", "LEFT_HIP", "LEFT_KNEE")], "41°")  # fmt: skip
    image = shown(evidence_picture(frame, standing(), "left", [angle]))
    assert (frame == before).all()
    assert max(image.shape[:2]) <= LARGEST_PICTURE
    assert image.shape[0] > image.shape[1]


def test_a_caption_is_added_below_without_covering_the_person() -> None:
    plain = shown(evidence_picture(room(), standing(), "left", []))
    captioned = shown(evidence_picture(room(), standing(), "left", [], "Größe 41° ± 6°"))
    assert captioned.shape[0] > plain.shape[0]
    assert captioned.shape[1] == plain.shape[1]


def test_evidence_can_show_a_given_part() -> None:
    image = shown(evidence_picture(room(), standing(), "left", [], box=(100, 100, 400, 250)))
    assert image.shape[1] / image.shape[0] == pytest.approx(2, rel=0.01)


@pytest.mark.parametrize("box", [None, (5000.0, 5000.0, 6000.0, 6000.0), (9.0, 9.0, 9.0, 9.0)])
def test_evidence_without_a_person_or_a_useful_part_still_is_a_picture(
    box: tuple[float, float, float, float] | None,
) -> None:
    pose = standing()
    pose.xy[:] = np.nan
    assert shown(evidence_picture(room(), pose, None, [], box=box)).size


def cover(image: Picture, pose: Pose) -> None:
    head = head_of(pose)
    assert head is not None
    blur_head(image, head)


def test_a_face_becomes_few_blocks() -> None:
    image = np.random.default_rng(1).integers(0, 255, (720, 640, 3)).astype(np.uint8)
    before = image.copy()
    cover(image, standing())
    face = image[80:140, 285:345]
    assert len(np.unique(face.reshape(-1, 3), axis=0)) <= 36
    assert (image[300:] == before[300:]).all()


def test_a_face_is_hidden_even_where_it_is_hardly_visible() -> None:
    image = room()
    cover(image, replace(standing(), visibility=np.full(LANDMARKS, 0.05, np.float32)))
    assert (image != room()).any()


@pytest.mark.parametrize("at", [(-500.0, -500.0), (1.0, 1.0), (639.0, 100.0)])
def test_a_face_at_the_edge_or_outside_does_no_harm(at: tuple[float, float]) -> None:
    pose = standing()
    pose.xy[: Landmark.MOUTH_RIGHT + 1] = at
    cover(room(), pose)
