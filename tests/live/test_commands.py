"""The commands themselves: sentences, exit codes, Ctrl-C, and the window on a virtual screen."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.recordings import CLIPS
from conftest import FORMCHECK, Run, own_environment
from odd_films import ODD
from short_films import cut

from formcheck.live.filming import film_sets
from formcheck.live.options import LiveOptions
from formcheck.video import VideoFile

CLIP = CLIPS / "standing-kickback-mistakes-c.mp4"
LIVE = ["live", "--camera", str(CLIP), "--exercise", "standing-kickback", "--sound", "off"]
SCREEN = "1280x800x24"
CLOSED_AFTER = """
import sys, cv2
from formcheck.cli import run
wait, waited = cv2.waitKey, []
def wait_and_close(ms):
    waited.append(ms)
    if len(waited) == 20:
        assert cv2.getWindowProperty("formcheck", cv2.WND_PROP_VISIBLE) == 1
        cv2.destroyWindow("formcheck")
    return wait(ms)
cv2.waitKey = wait_and_close
sys.exit(run(sys.argv[1:]))
"""
"""The command as if somebody closed its window after 20 pictures."""


def test_without_a_camera_one_sentence_says_what_to_do(formcheck: Run) -> None:
    done = formcheck("live", "--headless", "--sound", "off", "--camera", "9")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "camera" in done.stderr


def test_without_a_screen_it_names_headless(tmp_path: Path) -> None:
    environment = own_environment(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    for display in ({}, {"DISPLAY": ":4711"}):
        done = subprocess.run(
            [*FORMCHECK, *LIVE, "--record", "kept"], cwd=tmp_path, env={**environment, **display},
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 2
        assert "--headless" in done.stderr
        assert done.stderr.count("\n") == 1
    assert list(tmp_path.glob("kept*")) == []


def test_ctrl_c_in_the_middle_reports_what_was_done(tmp_path: Path) -> None:
    command = [*FORMCHECK, *LIVE, "--headless", "--as-fast-as-possible", "--record", "kept"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=own_environment(tmp_path), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(json.loads(line))
            if said[-1]["event"] == "rep":
                time.sleep(0.5)
                process.send_signal(signal.SIGINT)
                break
        said += [json.loads(line) for line in process.stdout]
    assert process.returncode == 0
    assert said[-1]["event"] == "finished"
    report = json.loads((tmp_path / "kept" / "report.json").read_text(encoding="utf-8"))
    assert said[-1]["reps"] == len(report["reps"]) >= 1
    kept = {path.name for path in (tmp_path / "kept").iterdir()}
    assert kept == {"film.mp4", "landmarks.npz", "events.jsonl", "report.json", "report.html",
                    "signals.csv"}  # fmt: skip
    frames = sum(1 for _ in VideoFile(tmp_path / "kept" / "film.mp4").frames())
    assert frames >= report["video"]["frames"]


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[str]:
    """A virtual screen."""
    if shutil.which("Xvfb") is None:
        pytest.skip("needs Xvfb")
    reading, writing = os.pipe()
    process = subprocess.Popen(
        # Between two clients it would start anew, and take nobody meanwhile.
        ["Xvfb", "-displayfd", str(writing), "-noreset", "-screen", "0", SCREEN],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as number:
        display = f":{number.readline().strip()}"
    yield display
    process.terminate()
    process.wait()


def test_the_window_opens_and_closing_it_ends_with_a_report(screen: str, tmp_path: Path) -> None:
    command = [FORMCHECK[0], "-c", CLOSED_AFTER, *LIVE, "--out", "kept"]
    environment = {**own_environment(tmp_path), "DISPLAY": screen}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "kept" / "report.json").read_text(encoding="utf-8"))
    assert 0 < report["video"]["duration_s"] < 30


def test_films_are_made_of_sets_only(tmp_path: Path) -> None:
    options = LiveOptions(
        str(CLIP), "standing-kickback", record=tmp_path / "films", headless=True,
        own_pace=False, sound="off",
    )  # fmt: skip
    (film,) = film_sets(options)
    length_s = VideoFile(film).info.duration_s
    assert film.name == "set-1.mp4"
    assert length_s is not None
    assert 25 < length_s < VideoFile(CLIP).info.duration_s


def test_the_variant_and_the_target_named_are_judged_by(formcheck: Run, tmp_path: Path) -> None:
    film, out = cut(CLIP.stem, tmp_path / "film.mp4", 0.0, 12.0), tmp_path / "report"
    done = formcheck(
        "live", "--camera", str(film), *LIVE[3:], "--headless", "--as-fast-as-possible",
        "--variant", "bent", "--target", "2", "--out", str(out),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads((out / "report.json").read_text())
    (only,) = report["sets"]
    (plan,) = (m for m in only["mistakes"] if m["id"] == "off-plan")
    assert (only["target"]["low"], only["target"]["high"]) == (2, 2)
    assert plan["verdict"] == ("not_seen" if only["reps"] == 2 else "seen")
    assert report["described"]["variant"] == "bent"
    drifts = [m for rep in report["reps"] for m in rep["mistakes"] if m["id"] == "knee-drift"]
    assert drifts
    assert all("asked only of the straight variant" in (m["reason"] or "") for m in drifts)


def test_the_report_says_that_the_film_played_is_damaged(formcheck: Run, tmp_path: Path) -> None:
    film, out = tmp_path / "middle lost.mp4", tmp_path / "report"
    ODD[film.name].make(film)
    done = formcheck(
        "live", "--camera", str(film), *LIVE[3:], "--headless", "--as-fast-as-possible",
        "--out", str(out),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads((out / "report.json").read_text())
    assert "truncated" in {warning["code"] for warning in report["warnings"]}


def test_a_film_that_is_none_is_refused_in_a_sentence(formcheck: Run, tmp_path: Path) -> None:
    film = tmp_path / "text.mp4"
    ODD[film.name].make(film)
    done = formcheck("live", "--camera", str(film), *LIVE[3:], "--headless")
    assert done.returncode == 2
    assert "a text file" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_variant_that_is_none_is_refused_before_the_camera_opens(formcheck: Run) -> None:
    done = formcheck(*LIVE, "--headless", "--variant", "sideways")
    assert done.returncode == 2
    assert "no variant of standing-kickback" in done.stderr
