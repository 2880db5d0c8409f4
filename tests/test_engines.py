"""Both engines run one model and see one thing; what cannot work is said in one sentence."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import Run, needs_openvino, own_environment

from formcheck.cli import run
from formcheck.errors import ModelError
from formcheck.landmarker import Landmarker, Networks, engines
from formcheck.landmarker.decoding import anchors, decode_people, decode_points
from formcheck.landmarker.model_files import carried, model_files
from formcheck.landmarker.region import Region
from formcheck.landmarker.tflite import NotAModelError, ends_of
from formcheck.video import VideoFile

ROOT = Path(__file__).parent.parent
CLIP = ROOT / "sample_videos" / "clips" / "standing-kickback-clean.mp4"
LANDMARKS = "modules/pose_landmark/pose_landmark_full.tflite"
DETECTOR = "modules/pose_detection/pose_detection.tflite"
BUNDLED = {"pose_landmarks_detector.tflite": LANDMARKS, "pose_detector.tflite": DETECTOR}



@pytest.fixture(scope="module")
def pictures() -> list[SimpleNamespace]:
    """The first frames of a sample clip, as the landmarker takes them."""
    return list(islice(VideoFile(CLIP).frames(), 12))


def bundle(path: Path, **replaced: bytes) -> Path:
    """A .task file of the models that mediapipe carries, or of other contents by name."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, carried_as in BUNDLED.items():
            content = replaced.get(name.removesuffix(".tflite"), carried(carried_as).read_bytes())
            if content:
                archive.writestr(name, content)
    return path


# --- the engines agree ---


@needs_openvino
def test_both_engines_find_the_same_landmarks(pictures: list[SimpleNamespace]) -> None:
    seen = []
    for name in ("mediapipe", "openvino"):
        with Landmarker(networks=Networks(name)) as landmarker:
            seen.append(list(landmarker.watch(pictures)))
    for one, other in zip(*seen, strict=True):
        assert one.people.keys() == other.people.keys() == {1}
        ours, theirs = one.people[1], other.people[1]
        np.testing.assert_allclose(ours.xy, theirs.xy, atol=0.02)
        np.testing.assert_allclose(ours.visibility, theirs.visibility, atol=0.001)
        np.testing.assert_allclose(ours.world, theirs.world, atol=0.001)
        # A ray may end at another edge where the mask has a gap: the median tells.
        assert np.nanmedian(np.abs(ours.outline - theirs.outline)) < 0.02
        np.testing.assert_allclose(ours.on_mask, theirs.on_mask, atol=0.1)


@needs_openvino
def test_both_engines_find_the_same_people() -> None:
    picture = next(VideoFile(CLIP).frames()).image
    crop = Region.of_picture(picture).cut(picture, 224)
    ours, theirs = (Networks(name).detector(crop) for name in ("mediapipe", "openvino"))
    assert len(ours) == len(theirs) == 1
    np.testing.assert_allclose(ours[0].hips, theirs[0].hips, atol=0.05)
    np.testing.assert_allclose(ours[0].reach, theirs[0].reach, atol=0.05)
    assert ours[0].score == pytest.approx(theirs[0].score, abs=0.001)


@needs_openvino
def test_nobody_is_in_an_empty_crop() -> None:
    networks = Networks("openvino")
    assert networks.detector(np.full((224, 224, 3), 90, np.uint8)) == []
    assert networks.landmarks(np.full((256, 256, 3), 90, np.uint8)).presence < 0.5


@pytest.mark.parametrize("engine", ["mediapipe", pytest.param("openvino", marks=needs_openvino)])
def test_watching_gives_what_frame_after_frame_gives(
    pictures: list[SimpleNamespace], engine: str
) -> None:
    networks = Networks(engine)
    with Landmarker(networks=networks) as one, Landmarker(networks=networks) as other:
        for watched, picture in zip(one.watch(pictures), pictures, strict=True):
            alone = other.observe(picture)
            assert watched.index == alone.index == picture.index
            for number, pose in alone.people.items():
                np.testing.assert_array_equal(watched.people[number].xy, pose.xy)
                np.testing.assert_array_equal(watched.people[number].outline, pose.outline)


def test_watching_hands_on_what_goes_wrong(pictures: list[SimpleNamespace]) -> None:
    def film():
        yield from pictures[:4]
        raise OSError("the disk is gone")

    with Landmarker() as landmarker, pytest.raises(OSError, match="the disk is gone"):
        list(landmarker.watch(film()))


# --- what the numbers mean ---


def test_anchors_stand_in_the_middle_of_their_cells() -> None:
    spots = anchors()
    assert spots.shape == (2254, 2)
    np.testing.assert_allclose(spots[:2], 0.5 / 28)
    np.testing.assert_allclose(spots[2], [1.5 / 28, 0.5 / 28])
    np.testing.assert_allclose(spots[1568], 0.5 / 14)
    np.testing.assert_allclose(spots[1960:1966], 0.5 / 7)
    np.testing.assert_allclose(spots[-1], 6.5 / 7)


def test_boxes_that_overlap_are_one_person() -> None:
    boxes, scores = np.zeros((2254, 12), np.float32), np.full(2254, -9, np.float32)
    for row, shift in ((400, 0), (402, 2), (1900, 0)):
        boxes[row, 2:4] = 60
        boxes[row, 4:6] = shift
        scores[row] = 3
    scores[402] = 2
    people = decode_people(boxes, scores)
    assert len(people) == 2
    first = next(each for each in people if each.hips[1] < 100)
    assert anchors()[400][0] * 224 < first.hips[0] < anchors()[402][0] * 224 + 2


def test_a_box_without_extent_is_nobody() -> None:
    boxes, scores = np.zeros((2254, 12), np.float32), np.full(2254, -9, np.float32)
    boxes[700, 2:4], scores[700] = -10, 5
    assert decode_people(boxes, scores) == []


def points_at(x: float, y: float) -> np.ndarray:
    values = np.zeros((39, 5), np.float32)
    values[:, :2] = x, y
    return values.reshape(-1)


def test_a_sure_heat_map_moves_a_point_and_an_unsure_one_does_not() -> None:
    heatmap = np.full((64, 64, 39), -20, np.float32)
    heatmap[31, 34, 0] = 8
    heatmap[31, 34, 1] = -0.5
    points, visibility = decode_points(points_at(128, 128), heatmap)
    np.testing.assert_allclose(points[0], [34 * 4, 31 * 4], atol=0.05)
    np.testing.assert_allclose(points[1], [128, 128])
    np.testing.assert_allclose(visibility, 0.5)


@pytest.mark.parametrize("place", [(-30.0, 128.0), (128.0, 256.0), (300.0, -5.0)])
def test_a_point_outside_the_crop_stays(place: tuple[float, float]) -> None:
    points, _ = decode_points(points_at(*place), np.full((64, 64, 39), 9, np.float32))
    np.testing.assert_allclose(points[0], place)


def test_a_point_at_the_border_is_refined_by_what_there_is() -> None:
    points, _ = decode_points(points_at(2, 2), np.full((64, 64, 39), 9, np.float32))
    np.testing.assert_allclose(points[0], [1.5 * 4, 1.5 * 4], atol=1e-3)


# --- which engine ---


def test_an_engine_that_is_not_installed_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        engines.importlib.util,
        "find_spec",
        lambda name: None if name == "openvino" else found(name),
    )
    monkeypatch.chdir(tmp_path)
    assert run(["check", str(CLIP), "--engine", "openvino"]) == 2
    said = capsys.readouterr().err
    assert f"-m pip install '{engines.OPENVINO}'" in said
    assert said.count("\n") == 1
    assert not (tmp_path / "reports").exists()
    assert Networks("auto").engine.startswith("mediapipe")


def test_the_install_line_is_that_of_the_extra() -> None:
    assert f'"{engines.OPENVINO}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@needs_openvino
def test_a_processor_without_the_instructions_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_OPENVINO_INSTRUCTIONS", "AVX9000")
    features = sys.modules["numpy.core._multiarray_umath"].__cpu_features__
    monkeypatch.setitem(features, "AVX9000", False)
    with pytest.raises(ModelError, match="needs a processor with AVX9000"):
        Networks("openvino")
    assert Networks("auto").engine.startswith("mediapipe")


@needs_openvino
def test_the_report_names_the_engine_that_auto_took(formcheck: Run, empty_room: Path) -> None:
    done = formcheck("check", empty_room, "--engine", "auto", "--no-video", "--json")
    assert done.returncode == 0, done.stderr
    assert '"engine": "openvino 2' in done.stdout


QUIET = """
import sys
from pathlib import Path
from formcheck.landmarker import Networks
Networks("openvino").close()
reporting = [name for name in sys.modules if "telemetry" in name or name == "urllib.request"]
assert not reporting, reporting
import openvino.tools.ovc
"""


@needs_openvino
def test_what_reports_usage_is_never_loaded(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", QUIET], env=own_environment(tmp_path), capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


# --- which model ---


@pytest.mark.parametrize("engine", ["mediapipe", pytest.param("openvino", marks=needs_openvino)])
def test_a_bundle_is_what_it_holds(
    tmp_path: Path, pictures: list[SimpleNamespace], engine: str
) -> None:
    own = Networks(engine, bundle(tmp_path / "pose.task"))
    usual = Networks(engine)
    crop = np.ascontiguousarray(pictures[0].image[:256, 300:556])
    np.testing.assert_array_equal(own.landmarks(crop).points, usual.landmarks(crop).points)
    assert own.model_sha256 != usual.model_sha256


def test_a_landmark_network_of_the_users_own_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "mine.tflite"
    path.write_bytes(carried(LANDMARKS).read_bytes())
    with model_files(path) as files, model_files() as usual:
        assert files.landmarks == path
        assert files.detector == usual.detector
        assert files.sha256 == usual.sha256


def unfit(folder: Path, kind: str) -> Path:
    """A file that is no pose model, or not all of one."""
    landmarks, detector = (carried(name).read_bytes() for name in (LANDMARKS, DETECTOR))
    contents = {
        "text": b"not a model at all",
        "empty": b"",
        "truncated": landmarks[: len(landmarks) // 2],
        "end-missing": landmarks[:-1000],
        "detector": detector,
        "mark-only": b"\x20\0\0\0TFL3" + b"\xff" * 60,
        "half-bundle": bundle(folder / "whole.task").read_bytes()[:3_000_000],
    }
    path = folder / ("model.task" if "bundle" in kind else "model.tflite")
    if kind in contents:
        path.write_bytes(contents[kind])
    elif kind == "bundle-without-detector":
        bundle(path, pose_detector=b"")
    elif kind == "exchanged-bundle":
        bundle(path, pose_landmarks_detector=detector, pose_detector=landmarks)
    elif kind == "folder":
        path.mkdir()
    return path


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("text", "it is not a TensorFlow Lite model"),
        ("empty", "it is not a TensorFlow Lite model"),
        ("truncated", "damaged or incomplete"),
        ("end-missing", "damaged or incomplete"),
        ("mark-only", "damaged or incomplete"),
        ("detector", "finds people, not the one for landmarks"),
        ("half-bundle", "damaged or incomplete"),
        ("bundle-without-detector", r"holds no pose_detector\.tflite"),
        ("exchanged-bundle", "finds people, not the one for landmarks"),
        ("folder", "is a folder"),
        ("missing", "does not exist"),
    ],
)
def test_what_is_no_pose_model_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, why: str
) -> None:
    path = unfit(tmp_path, kind)
    with pytest.raises(ModelError, match=why):
        Networks(model=path)
    out = tmp_path / "out"
    assert run(["check", str(CLIP), "--model", str(path), "--out", str(out)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not out.exists()


def test_a_batch_with_a_wrong_model_begins_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "films").mkdir()
    out = tmp_path / "desk"
    wrong = unfit(tmp_path, "text")
    films = str(tmp_path / "films")
    assert run(["batch", films, "--out", str(out), "--model", str(wrong)]) == 2
    assert "no pose model" in capsys.readouterr().err
    assert not out.exists()


def test_a_model_of_another_kind_is_told_by_its_ends() -> None:
    ends = ends_of(carried(DETECTOR).read_bytes())
    assert ends.inputs == ((1, 224, 224, 3),)
    with pytest.raises(NotAModelError):
        ends_of(b"\0" * 100)
