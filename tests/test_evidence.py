"""Evidence pictures: every measurement of every rule can be drawn, on either side."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from formcheck import evidence
from formcheck.events import Finding
from formcheck.evidence import draw_evidence
from formcheck.markings import Marking
from formcheck.pose import LANDMARKS, OUTLINE_STATIONS, Landmark, Pose
from formcheck.report.evidence import caption_of, drawing
from formcheck.report.model import Evidence, MistakeVerdict, Phases, Rep, Report, RepRange
from formcheck.rulebook import load_rules
from formcheck.watch import EARLIER_REPS, MARGIN

CASES = [
    pytest.param(exercise, check, id=f"{exercise.id}-{check.mistake}")
    for exercise in load_rules().exercises.values()
    for check in exercise.rep_checks
]


def person() -> Pose:
    """Somebody standing upright in the middle of a picture of 320 x 240, facing right."""
    xy = np.full((LANDMARKS, 2), 160.0, np.float32)
    heights = {"NOSE": 40, "EAR": 40, "SHOULDER": 70, "ELBOW": 95, "WRIST": 120, "HIP": 125}
    heights |= {"KNEE": 165, "ANKLE": 205, "HEEL": 210, "FOOT_INDEX": 210}
    for landmark in Landmark:
        joint = landmark.name.removeprefix("LEFT_").removeprefix("RIGHT_")
        xy[landmark] = (160 + (landmark % 2) * 6, heights.get(joint, 40))
    outline = np.full((2, len(OUTLINE_STATIONS)), 20.0, np.float32)
    world = np.zeros((LANDMARKS, 3), np.float32)
    return Pose(xy, world, np.ones(LANDMARKS, np.float32), outline)


def rep_with(mistake: str, side: str) -> Rep:
    verdict = MistakeVerdict(
        id=mistake, verdict="seen", value=42.0, limit=30.0, error=5.0, unit="deg",
        reason=None, from_s=1.0, to_s=1.5, frame_s=1.2,
    )  # fmt: skip
    return Rep(
        number=1, set=1, view="side-right", side=side, start_s=0.5, peak_start_s=1.0,
        peak_end_s=1.5, end_s=2.0, time_error_s=None, complete=True, mistakes=[verdict],
        phases=Phases(lift_s=0.5, hold_s=0.5, lower_s=0.5, rest_s=None),
        range=RepRange(start=0.0, peak=42.0, unit="deg"),
    )  # fmt: skip


def picture(exercise, mistake: str, side: str, pose: Pose) -> np.ndarray:
    shown = Evidence(rep=1, mistake=mistake, frame_s=1.2, caption="", picture="one.jpg")
    report = Report.model_construct(reps=[rep_with(mistake, side)], mistakes=[])
    image = np.full((240, 320, 3), 128, np.uint8)
    jpeg = draw_evidence(image, pose, shown, report, exercise)
    assert (image == 128).all()
    return cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)


@pytest.mark.parametrize("side", ["left", "right", "both"])
@pytest.mark.parametrize(("exercise", "check"), CASES)
def test_what_was_measured_is_drawn(exercise, check, side: str) -> None:
    measured = picture(exercise, check.mistake, side, person())
    bare = picture(exercise, "off-plan", side, person())
    above_caption = slice(0, len(bare) - 16)  # a caption blurs into the last block of the JPEG
    change = np.abs(measured[above_caption].astype(int) - bare[above_caption])
    assert (change.max() > 40) == (drawing(check) is not None)


@pytest.mark.parametrize(("shin", "measured"), [(0.3, "left"), (1.0, "right")])
def test_of_both_legs_the_one_is_drawn_that_was_measured(
    monkeypatch: pytest.MonkeyPatch, shin: float, measured: str
) -> None:
    """The right leg is the nearer one, unless its landmarks lie beside the body."""
    drawn: list[Marking] = []
    show = evidence.evidence_picture

    def noting(image, pose, side, markings, caption):
        drawn.extend(markings)
        return show(image, pose, side, markings, caption)

    monkeypatch.setattr(evidence, "evidence_picture", noting)
    pose = replace(person(), on_mask=np.array([1.0, 1.0, 1.0, shin], np.float32))
    picture(load_rules().exercises["seated-leg-curl"], "short-range", "both", pose)
    (marking,) = drawn
    knee = pose.xy[Landmark[f"{measured}_knee".upper()]]
    assert (float(knee[0]), float(knee[1])) in marking.points


@pytest.mark.parametrize(("exercise", "check"), CASES)
def test_landmarks_that_were_not_found_are_no_error(exercise, check) -> None:
    pose = person()
    pose.xy[:] = np.nan
    pose.outline[:] = np.nan
    assert picture(exercise, check.mistake, "left", pose).size


def test_a_caption_names_what_told_the_mistake() -> None:
    exercise = load_rules().exercises["standing-kickback"]
    check = next(c for c in exercise.checks if c.mistake == "lumbar-arch")
    assert check.sign
    back = "change of the hollow of the lower back"
    told = {
        "": back,
        f"loose clothes; judged by {check.sign.name}": "edge of the belly",
        f"{MARGIN}; judged by {EARLIER_REPS}": f"{back}, against the set's earlier reps",
    }
    for reason, caption in told.items():
        finding = Finding("lumbar-arch", "seen", 0.05, 0.026, 0.007, "", reason, 1, 2, 1)
        assert caption in caption_of(check, finding)
