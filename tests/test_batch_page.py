"""The page and the summary of a batch: what stands on them, in which order, and how they answer."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from benchmarks.batch_page import browse, chromium, figures, made_up, write_page
from report.examples import ALL, no_mistakes, nobody, nothing_judgable, seven_reps, two_sets
from report.test_html import NASTY, Page

from formcheck.batch.films import Film
from formcheck.batch.pages import render
from formcheck.batch.rows import Row, failed_row, from_csv, in_order, rows_of, to_csv, urgency
from formcheck.batch.task import Wanted
from formcheck.report.model import Report

in_a_browser = pytest.mark.skipif(chromium() is None, reason="needs Chromium")


def film(*place: str) -> Film:
    client = place[0] if len(place) > 1 else None
    return Film(f"/somewhere/{'/'.join(place)}", place, 1, Wanted(client=client))


def rows(**reports: Report) -> list[Row]:
    """The rows of films by client's name, in the page's order."""
    found = [
        row for name, report in reports.items() for row in rows_of(film(name, "a.mp4"), report)
    ]
    return in_order(found)


def test_who_needs_a_look_comes_first() -> None:
    ordered = rows(
        clean=no_mistakes(), hidden=nothing_judgable(), nobody=nobody(), faulty=seven_reps()
    )
    assert [row.client for row in ordered] == ["faulty", "nobody", "hidden", "clean"]
    assert [row.state for row in ordered] == [
        "mistakes", "nothing counted", "unclear", "unclear",
    ]  # fmt: skip
    assert "lower back arches on 2 of 7 reps" in ordered[0].reason.lower()
    assert ordered[1].reason == nobody().headline[0]


def test_mistakes_that_strain_count_double_and_those_of_a_set_half() -> None:
    [one] = seven_reps().sets
    seen = {each.id: len(each.reps) for each in one.mistakes if each.verdict == "seen"}
    double = ("lumbar-arch", "over-range", "swinging", "dropped-return")
    shares = sum(reps / one.reps * (2 if name in double else 1) for name, reps in seen.items())
    unclear = sum(each.verdict == "cannot_be_judged" for each in one.mistakes)
    assert urgency(one) == pytest.approx(shares + 0.25 * unclear / len(one.mistakes), abs=1e-3)
    for each in one.mistakes:
        each.verdict, each.reps = "not_seen", []
    assert urgency(one) == 0
    [whole] = [each for each in one.mistakes if each.id == "side-switch"]
    whole.verdict = "seen"
    assert urgency(one) == 0.5


def test_each_set_has_its_own_line_and_pictures() -> None:
    found = rows(anna=two_sets())
    assert {(row.set, row.side) for row in found} == {("1", "right"), ("2", "left")}
    left = next(row for row in found if row.side == "left")
    assert left.pictures.startswith("rep9-no-hold")
    assert next(row for row in found if row.side == "right").pictures == ""


@pytest.mark.parametrize("name", ALL)
def test_the_summary_can_be_read_again(name: str) -> None:
    ordered = [*rows(anna=ALL[name]()), failed_row(film("a", 'b"\n,;.mp4'), "It is, broken.")]
    assert from_csv(to_csv(ordered)) == ordered


def test_the_page_asks_nobody_for_anything() -> None:
    source = render(rows(anna=seven_reps(), bert=nobody()), 0)
    assert not re.findall(r"url\(|@import|https?://", source)
    assert "default-src 'none'" in source
    for address in Page(source).addresses:
        assert address.startswith(("#", "anna/", "bert/")), address


def test_everything_of_the_rows_stands_on_the_page() -> None:
    ordered = rows(anna=seven_reps(), bert=nobody())
    failed = failed_row(film("carl", "c.mp4"), "c.mp4 is empty (0 bytes).")
    text = Page(render([*ordered, failed], 2)).text
    for row in ordered:
        assert " ".join(row.reason.split()) in text
        for part in filter(None, row.not_judged.split(" | ")):
            assert part in text
    assert "c.mp4 is empty (0 bytes)." in text
    assert "2 files of other kinds were passed over" in text


def test_nasty_names_stay_text_and_their_links_lead_there() -> None:
    [row, *_] = rows_of(film(NASTY, f"é #?%{NASTY}"), seven_reps())
    page = Page(render([row], 0))
    assert page.tags.count("script") == 1
    [link] = {each for each in page.addresses if each.endswith("report.html")}
    assert unquote(link) == f"{NASTY}/é #?%{NASTY}/report.html"


def test_pictures_are_described() -> None:
    [row, *_] = rows_of(film("anna", "a.mp4"), seven_reps())
    images = Page(render([row], 0)).images
    assert [each["alt"] for each in images] == ["lumbar arch", "over range"]


@in_a_browser
def test_the_page_sorts_and_filters(tmp_path: Path) -> None:
    measured = figures(tmp_path, 200)
    assert measured.pop("found") == 1
    assert measured.pop("printed") == 200
    assert len(measured) == 10


MORE = """
<script>
const lines = () => document.querySelectorAll(".triage tbody tr").length;
const more = document.getElementById("more"), told = [lines()];
for (let clicks = 0; !more.hidden && clicks < 9; clicks++) {
  more.querySelector("button").click();
  told.push(lines());
}
document.body.append(Object.assign(document.createElement("pre"), {textContent: told.join(",")}));
</script>
"""


@in_a_browser
def test_a_long_list_comes_bit_by_bit(tmp_path: Path) -> None:
    [told] = re.findall(r"<pre>(.*?)</pre>", browse(write_page(tmp_path, made_up(170), MORE)))
    assert told == "50,100,150,170"


SORT = """
<script>
const order = key => {
  document.querySelector(`th[data-key="${key}"] button`).click();
  return [...document.querySelectorAll(".triage tbody tr")].map(row => row.dataset[key]).join(",");
};
document.body.append(Object.assign(document.createElement("pre"), {
  textContent: ["date", "date", "client", "clean"].map(order).join(";"),
}));
</script>
"""


@in_a_browser
def test_unknown_values_come_last_whichever_way_a_column_is_sorted(tmp_path: Path) -> None:
    told = [("Ben 10", "2025-01-31", 4), ("ben 9", "", 0), ("anna", "2025-02-01", 2)]
    shown = [
        Row(name, "a.mp4", "1", "clean", 0.0, "-", date=day, reps=reps, clean_reps=1)
        for name, day, reps in told
    ]
    found = re.findall(r"<pre>(.*?)</pre>", browse(write_page(tmp_path, shown, SORT)))
    assert found == ["2025-02-01,2025-01-31,;2025-01-31,2025-02-01,;anna,ben 9,Ben 10;0.250,0.500,"]
