"""The page: self-contained, escaped, and showing what the report holds."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from formcheck.report import words
from formcheck.report.chart import BOTTOM, HEIGHT, TOP, charts
from formcheck.report.html import render
from formcheck.report.model import Band, MistakeVerdict, Rep, Report

from .acting import FROM_THE_SIDE, HIDDEN, MARGIN
from .examples import ALL, nobody, pictures, seven_reps, two_sets

NOTES = {HIDDEN: "a", FROM_THE_SIDE: "b", MARGIN: "c"}
NASTY = "</title><script>alert(1)</script>\"'&.mp4"


class Page(HTMLParser):
    """Elements, addresses, ids and the text of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.text = ""
        self._silent = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self._silent = tag in ("script", "style")
        self.addresses += [str(values[name]) for name in ("src", "href") if name in values]
        self.ids += [str(values["id"])] if "id" in values else []
        self.images += [values] if tag == "img" else []

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text += " " + " ".join(data.split())


@pytest.fixture(params=ALL.values(), ids=ALL.keys())
def report(request: pytest.FixtureRequest) -> Report:
    make: Callable[[], Report] = request.param
    return make()


def test_the_page_asks_nobody_for_anything(report: Report) -> None:
    source = render(report, pictures(report))
    assert all(each.startswith(("data:", "#")) for each in Page(source).addresses)
    assert not re.findall(r"url\(|@import|https?://", source)
    assert "default-src 'none'" in source


def test_links_lead_to_parts_that_are_there(report: Report) -> None:
    page = Page(render(report, pictures(report)))
    inner = {each[1:] for each in page.addresses if each.startswith("#")}
    assert inner <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_headline_stands_on_the_page(report: Report) -> None:
    text = Page(render(report, {})).text
    assert all(line in text for line in report.headline)


def test_a_nasty_file_name_stays_text() -> None:
    report = seven_reps()
    report.video.name = NASTY
    report.mistakes[0].name = NASTY
    report.plots[0].label = NASTY
    report.evidence[0].caption = NASTY
    source = render(report, pictures(report))
    assert "<script>alert" not in source
    assert Page(source).tags.count("script") == 3
    assert NASTY.split("<", 2)[2][:14] in Page(source).text


def test_every_number_of_the_table_comes_from_the_report() -> None:
    report = seven_reps()
    table = render(report, {}).split('<table class="reps">')[1].split("</table>")[0]
    rows = re.findall(r'<tr>\s*<th scope="row">(.*?)</tr>', table, re.S)
    assert [row_of(cells) for cells in rows] == [expected_row(rep) for rep in report.reps]


def row_of(source: str) -> list[str]:
    """The texts of a row's cells."""
    cells = re.split(r"<t[hd][^>]*>", source)
    return [" ".join(Page(cell).text.split()) for cell in cells]


def expected_row(rep: Rep) -> list[str]:
    """What the table should say about a rep, by its models."""
    ends = (words.number(end, rep.range.unit) for end in (rep.range.start, rep.range.peak))
    return [
        str(rep.number),
        words.clock(rep.start_s),
        words.clock(rep.end_s),
        *(words.number(seconds) for seconds in rep.phases.model_dump().values()),
        " to ".join(ends),
        "yes" if rep.complete else "no",
        *(expected_cell(each) for each in rep.mistakes),
    ]


def expected_cell(verdict: MistakeVerdict) -> str:
    said = words.VERDICTS[verdict.verdict]
    if verdict.verdict == "cannot_be_judged":
        return f"{said} {NOTES[str(verdict.reason)]}"
    return f"{words.short(verdict.value, verdict.unit)} {said}"


def test_each_verdict_has_symbol_and_words() -> None:
    table = render(seven_reps(), {}).split('<table class="reps">')[1].split("</table>")[0]
    for verdict, said in words.VERDICTS.items():
        cells = re.findall(rf'<td class="verdict {verdict}".*?</td>', table, re.S)
        assert cells
        assert all(f"#i-{verdict}" in cell and said in cell for cell in cells)


def test_what_cannot_be_judged_says_why() -> None:
    text = Page(render(seven_reps(), {})).text
    assert "What could not be judged" in text
    assert text.count(HIDDEN) == 2  # below the table, and in the list


def test_why_a_mistake_is_seen_is_said() -> None:
    report = seven_reps()
    next(one for one in report.mistakes if one.verdict == "seen").reason = "range fell by 42%"
    assert "Range fell by 42%." in Page(render(report, {})).text


def test_evidence_is_shown_with_value_limit_and_error() -> None:
    report = seven_reps()
    page = Page(render(report, pictures(report)))
    assert "Measured 41.2°; limit at most 30° ± 6.1°" in page.text
    assert len(page.images) == len(report.evidence)
    assert all(image["alt"] for image in page.images)
    packed = str(page.images[0]["src"]).removeprefix("data:image/jpeg;base64,")
    assert base64.b64decode(packed) == pictures(report)[str(report.evidence[0].picture)]


def test_evidence_without_a_picture_keeps_its_words() -> None:
    page = Page(render(seven_reps(), {}))
    assert page.images == []
    assert "Measured 41.2°" in page.text


def test_the_plots_data_is_the_reports() -> None:
    report = two_sets()
    source = render(report, {})
    found = re.search(r'<script type="application/json" id="charts">(.*?)</script>', source, re.S)
    assert found
    data = json.loads(found[1])
    assert [each["time"] for each in data] == [plot.time_s for plot in report.plots]
    assert [each["value"] for each in data] == [plot.value for plot in report.plots]


@pytest.mark.parametrize(("low", "high"), [(15.0, 30.0), (None, 26.0), (15.0, None)])
def test_the_drawn_band_is_open_where_it_has_no_end(low: float | None, high: float | None) -> None:
    report = seven_reps()
    report.plots[0].target = Band(low=low, high=high)
    source, chart = render(report, {}), charts(report)[0]
    found = re.search(r'<rect class="band" .*? y="([\d.]+)" height="([\d.]+)"/>', source)
    assert found
    top = TOP if high is None else chart.y(high)
    bottom = HEIGHT - BOTTOM if low is None else chart.y(low)
    assert (float(found[1]), float(found[2])) == (top, pytest.approx(bottom - top, abs=0.1))
    lines = re.findall(r'<path class="target" d="M52 ([\d.]+)H950"/>', source)
    assert [float(y) for y in lines] == [chart.y(end) for end in (low, high) if end is not None]
    assert "where the peak should lie" in source


def test_without_a_target_neither_band_nor_legend_is_drawn() -> None:
    report = seven_reps()
    report.plots[0].target = None
    source = render(report, {})
    assert 'class="band"' not in source
    assert "where the peak should lie" not in source


def test_a_page_without_a_plot_is_small() -> None:
    source = render(nobody(), {})
    assert len(source) < 50_000
    assert "<script" not in source


def test_nobody_in_the_picture_shows_no_verdict() -> None:
    text = Page(render(nobody(), {})).text
    assert "No exercise recognised" in text
    assert "Looked for and not seen" not in text
    assert "None of the mistakes" not in text


def test_the_page_is_no_medical_claim_and_says_what_no_camera_judges(report: Report) -> None:
    text = Page(render(report, {})).text
    assert "no medical assessment" in text
    assert "No camera can tell" in text
