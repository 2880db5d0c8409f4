"""How fast the page of a batch answers with 1,000 sets on it, in headless Chromium.

    python -m tests.benchmarks.batch_page [--sets 1000] [--keep FOLDER]

The sets are made up, with small pictures beside them as a batch would leave them. Each figure is
the time that the page takes to answer an input, the layout of the whole page included.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from formcheck.batch.pages import render
from formcheck.batch.results import THUMBNAILS
from formcheck.batch.rows import BETWEEN, Row, in_order
from formcheck.mistakes import MISTAKES

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
EXERCISES = ("Standing kickback", "Quadruped kickback", "Lying leg curl")
STATES = ("mistakes", "mistakes", "mistakes", "unclear", "clean", "nothing counted")

MEASURE = """
<script>
const form = document.getElementById("filters"), figures = {};
const measure = (name, act) => {
  const began = performance.now();
  act();
  document.body.getBoundingClientRect();
  figures[name] = Math.round(performance.now() - began);
};
const head = key => document.querySelector(`th[data-key="${key}"] button`);
const pick = (field, value) => () => {
  form[field].value = value;
  form[field].dispatchEvent(new Event("input", {bubbles: true}));
};
const shown = () => document.querySelectorAll(".triage tbody tr").length;
measure("first layout", () => {});
figures["until here"] = Math.round(performance.now());
measure("sort by client", () => head("client").click());
measure("sort by clean reps", () => head("clean").click());
measure("search", pick("search", "set 137.mp4"));
figures.found = shown();
measure("search cleared", pick("search", ""));
measure("filter", pick("state", "clean"));
measure("filter cleared", pick("state", ""));
measure("more sets", () => document.querySelector("#more button").click());
measure("all for print", () => dispatchEvent(new Event("beforeprint")));
figures.printed = shown();
const out = document.createElement("pre");
out.id = "figures";
out.textContent = JSON.stringify(figures);
document.body.append(out);
</script>
"""


def made_up(sets: int) -> list[Row]:
    """Rows as different as those of a gym, worst first."""
    chance = np.random.default_rng(0)
    return in_order(_row(number, chance) for number in range(sets))


def _row(number: int, chance: np.random.Generator) -> Row:
    state = STATES[number % len(STATES)]
    names = [str(each) for each in chance.choice(list(MISTAKES), 3, replace=False)]
    seen = names[: 1 + number % 3] if state == "mistakes" else []
    reps = int(chance.integers(5, 21))
    return Row(
        client=f"Client {number % 40}",
        file=f"week {number % 9}/set {number}.mp4",
        set="" if state == "nothing counted" else "1",
        state=state,  # type: ignore[arg-type]
        urgency=round(float(chance.random()) * len(seen), 3),
        reason="; ".join(f"{MISTAKES[each].name} on {reps // 2} of {reps} reps" for each in seen)
        or "No mistake seen.",
        exercise=EXERCISES[number % len(EXERCISES)],
        date=f"2025-{1 + number % 12:02d}-{1 + number % 28:02d}",
        side="left",
        reps=reps,
        clean_reps=reps // 2,
        target="15 or more",
        seen=BETWEEN.join(f"{each} {reps // 2}" for each in seen),
        not_judged=BETWEEN.join(f"{each} (not from this side)" for each in names),
        report=f"set{number}/report.html",
        pictures=BETWEEN.join(f"rep-01-{each}.jpg" for each in seen[:2]),
    )


def write_page(folder: Path, rows: Sequence[Row], script: str = "") -> Path:
    """The page with its pictures; ``script`` goes in before the page's end."""
    noise = np.random.default_rng(0).integers(0, 255, (36, 48, 3), np.uint8)
    smooth = cv2.resize(noise, (480, 360), interpolation=cv2.INTER_CUBIC)
    jpeg = cv2.imencode(".jpg", smooth, [cv2.IMWRITE_JPEG_QUALITY, 80])[1].tobytes()
    for row in rows:
        for name in filter(None, row.pictures.split(BETWEEN)):
            path = folder / Path(row.report).parent / THUMBNAILS / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(jpeg)
    page = folder / "index.html"
    page.write_text(render(rows, 0).replace("</body>", f"{script}</body>"), encoding="utf-8")
    return page


def chromium() -> str | None:
    """The browser's program; None where there is none."""
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


def browse(page: Path, *options: str) -> str:
    """Open a page in headless Chromium and return the document as it stands at the end."""
    program = chromium()
    assert program is not None, "needs Chromium"
    command = [
        program, "--headless", "--no-sandbox", "--disable-gpu",
        "--window-size=1280,900", *options, "--dump-dom", page.resolve().as_uri(),
    ]  # fmt: skip
    # Into a file: a pipe would stay open, and waited for, as long as any of its processes lives.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as document:
        subprocess.run(command, check=True, stdout=document, stderr=subprocess.DEVNULL, timeout=300)
        document.seek(0)
        return document.read()


def figures(folder: Path, sets: int) -> dict[str, int]:
    """Milliseconds by what was done."""
    document = browse(write_page(folder, made_up(sets), MEASURE))
    found = re.search(r'<pre id="figures">(.*?)</pre>', document)
    assert found, "the page did not finish"
    measured: dict[str, int] = json.loads(found[1])
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=int, default=1000)
    parser.add_argument("--keep", type=Path, help="folder for the page; default: thrown away")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        measured = figures(folder, options.sets)
        size = (folder / "index.html").stat().st_size
        print(f"{options.sets} sets, page of {size / 1e6:.1f} MB")
        found, printed = measured.pop("found"), measured.pop("printed")
        for what, took_ms in measured.items():
            print(f"{what:20} {took_ms:5} ms")
        print(f"sets found by the search: {found}; on paper: {printed}")


if __name__ == "__main__":
    main()
