"""What the history tells: weeks, trends that are more than error or chance, the plan, tables."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from histories import analysed, evidence
from rich.console import Console

from formcheck.errors import OutputError
from formcheck.history import measures
from formcheck.history.course import courses, short_day
from formcheck.history.drawing import Line, LineChart, Point, thinned
from formcheck.history.export import MissingLibraryError, write_csv, write_parquet
from formcheck.history.measures import Known, Share
from formcheck.history.page import write_page
from formcheck.history.plan import planned_weeks
from formcheck.history.plots import plots
from formcheck.history.terminal import print_client
from formcheck.history.trend import balance, trends
from formcheck.store import Store, StoredMistake, StoredSet

HOSTILE = "<script>alert(1)</script>\x1b[31m"
SETS = (
    ("standing-kickback-mistakes-b", "2025-03-03", "1 kg"),
    ("standing-kickback-mistakes-a", "2025-03-05", "1 kg"),
    ("standing-kickback-rear-hip-tilt", "2025-03-17", "2 kg"),
    ("standing-kickback-clean", "2025-03-24", "2.5 kg"),
)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four weeks of a client, analysed from the sample clips' landmarks."""
    path = tmp_path_factory.mktemp("history") / "history.db"
    with Store(path) as store:
        for number, (clip, date, load) in enumerate(SETS):
            store.add(
                analysed(clip, date=date, load=load), HOSTILE, source=f"{number}.mp4",
                sha256=str(number), options_key="", evidence=evidence(clip),
            )  # fmt: skip
    return path


def a_set(date: str | None = "2025-03-03", **changes: Any) -> StoredSet:
    """A plain set of the left leg, as the plan asks."""
    one = StoredSet(
        client="Anna", film=1, date=date, date_told_by="user", source="a.mp4", sha256="",
        program_version="1", exercise="standing-kickback", exercise_name="standing kickback",
        load=None, number=1, side="left", reps=15, clean_reps=15, target_low=15, target_high=20,
        rest_after_s=None, lift_s=1.0, hold_s=0.5, lower_s=1.5, rest_s=0.5, rep_s=3.0,
        range_start=0.0, range_peak=20.0, range_unit="deg", time_error_s=0.05,
        view="side-left",
        mistakes=(mistake("short-range", 0, 15, error=3.0),),
    )  # fmt: skip
    return dataclasses.replace(one, **changes)


def mistake(name: str, seen: int, judged: int, error: float | None = None) -> StoredMistake:
    verdict = "seen" if seen else "not_seen" if judged else "cannot_be_judged"
    return StoredMistake(
        id=name, name=name.replace("-", " "), verdict=verdict, reason=None, cue=None,
        seen=seen, judged=judged, error=error, unit="deg",
    )  # fmt: skip


def test_sets_are_gathered_by_exercise_and_by_week_from_monday() -> None:
    sets = [a_set("2025-03-09"), a_set("2025-03-10"), a_set("2025-03-03"), a_set(None),
            a_set("2025-03-04", exercise="nordic-curl"), a_set(exercise=None)]  # fmt: skip
    standing, nordic = courses(sets)
    assert [(str(w.monday), len(w.sets)) for w in standing.weeks] == [
        ("2025-03-03", 2), ("2025-03-10", 1),
    ]  # fmt: skip
    assert nordic.exercise == "nordic-curl"


def test_ranges_of_different_units_are_never_mixed() -> None:
    sets = [a_set(range_peak=20.0), a_set(range_peak=22.0), a_set(range_peak=0.1, range_unit="m")]
    (course,) = courses(sets)
    assert course.unit == "deg"
    assert measures.travel(course.weeks[0].sets, course.unit) == Known(21.0, 3.0)


def test_loads_are_weighed_only_where_all_tell_kilograms() -> None:
    (course,) = courses([a_set(load="2,5 kg ankle weight"), a_set(load="5kg")])
    assert course.weeks[0].load_kg == 5.0
    (course,) = courses([a_set(load="5 kg"), a_set(load="red band")])
    assert course.weeks[0].load_kg is None
    assert course.weeks[0].loads == ["5 kg", "red band"]


@pytest.mark.parametrize(
    ("first", "last", "told"), [(20.0, 26.0, "wider"), (26.0, 20.0, "narrower"), (20.0, 24.0, None)]
)
def test_a_range_changes_only_by_more_than_the_camera_errs(
    first: float, last: float, told: str | None
) -> None:
    (course,) = courses([a_set(range_peak=first), a_set("2025-03-24", range_peak=last)])
    (line,) = [line for line in trends(course) if line.startswith("Range")]
    assert line.endswith(f": {told}." if told else "no difference that one camera can tell.")
    assert f"{first:.0f}°, then {last:.0f}°" in line


@pytest.mark.parametrize(
    ("first", "last", "apart"),
    [
        (Share(0, 7), Share(7, 7), True),
        (Share(3, 7), Share(5, 7), False),
        (Share(0, 1), Share(1, 1), False),
        (Share(30, 100), Share(50, 100), True),
    ],
)
def test_shares_change_only_by_more_than_chance(first: Share, last: Share, apart: bool) -> None:
    assert measures.shares_apart(first, last) is apart
    assert measures.shares_apart(last, first) is apart


def test_a_mistake_that_became_rare_is_named_and_one_that_stayed_is_not_called_a_change() -> None:
    often = (mistake("swinging", 14, 15), mistake("no-hold", 1, 15), mistake("hip-tilt", 0, 0))
    seldom = (mistake("swinging", 0, 15), mistake("no-hold", 0, 15), mistake("hip-tilt", 0, 0))
    (course,) = courses([a_set(mistakes=often), a_set("2025-03-24", mistakes=seldom)])
    lines = trends(course)
    assert "Swinging: 14 of 15, then 0 of 15: less often." in lines
    assert "No difference that so few reps can show: no hold." in lines
    assert not any("hip tilt" in line for line in lines)


def test_one_week_is_no_trend() -> None:
    (course,) = courses([a_set(), a_set("2025-03-09")])
    assert trends(course) == ["One week so far: nothing to compare it with yet."]


def test_one_legs_change_is_not_read_off_the_other() -> None:
    weeks = [("2025-03-03", "left", 20.0), ("2025-03-10", "right", 60.0)]
    sets = [a_set(day, side=side, range_peak=peak) for day, side, peak in weeks]
    assert trends(courses(sets)[0])[1:] == [
        "Another leg trained in each of them: nothing to compare."
    ]
    (course,) = courses([*sets, a_set("2025-03-10", side="left", range_peak=20.0)])
    assert any(line.startswith("Range of a rep: 20°, then 20°") for line in trends(course))


def test_left_and_right_are_compared_in_the_last_week_of_both() -> None:
    sets = [a_set(), a_set(side="right", range_peak=35.0), a_set("2025-03-10")]
    (course,) = courses(sets)
    lines = balance(course)
    assert lines[0].startswith("Week of 3 March 2025")
    assert "Range of a rep: left 20°, right 35°." in lines
    assert "Lowering: left 1.50 s, right 1.50 s: no difference that one camera can tell." in lines
    (course,) = courses([a_set()])
    assert balance(course) == [
        "Left and right were never trained in the same week: nothing to compare."
    ]


def test_a_workout_that_goes_by_the_plan_has_no_remark() -> None:
    exercises = ("standing-kickback", "nordic-curl")
    sets = [
        a_set(exercise=name, number=n, rest_after_s=30.0) for name in exercises for n in range(4)
    ]
    ((workout,),) = [week.workouts for week in planned_weeks(sets)]
    assert workout.remarks == ()
    assert planned_weeks(sets)[0].remark is None


@pytest.mark.parametrize(
    ("sets", "said"),
    [
        ([a_set(reps=9)], "1 set outside the target: 9 reps, the plan asks for 15 to 20."),
        ([a_set()] * 5, "5 sets of standing kickback; the plan asks for at most 4."),
        ([a_set()] * 3, "3 sets for the muscle group; the plan asks for 8 to 10 in a workout."),
        ([a_set(rest_after_s=95.0), a_set()], "Rest of 95 s; the plan asks for about 30 s."),
    ],
)
def test_what_is_outside_the_plan_is_said(sets: list[StoredSet], said: str) -> None:
    assert said in planned_weeks(sets)[0].workouts[0].remarks


def test_a_set_of_each_leg_is_one_set_of_the_plan() -> None:
    sets = [a_set(side=side) for side in ("left", "right") for _ in range(4)]
    (remark,) = planned_weeks(sets)[0].workouts[0].remarks
    assert remark.startswith("4 sets for the muscle group")


def test_two_workouts_in_a_week_and_films_whose_rests_nobody_knows_are_said() -> None:
    weeks = planned_weeks([a_set(film=1), a_set(film=2), a_set("2025-03-09"), a_set("2025-03-10")])
    assert [week.remark is None for week in weeks] == [False, True]
    assert weeks[0].remark is not None
    assert weeks[0].remark.startswith("2 workouts")
    assert weeks[0].workouts[0].unknown == ("The rest between films is not known.",)


def test_a_chart_spans_its_points_with_their_error() -> None:
    days = [datetime.date(2025, 3, 3) + datetime.timedelta(weeks=n) for n in range(20)]
    points = tuple(Point(day, 20.0 + n, "", 2.0) for n, day in enumerate(days))
    chart = LineChart("", "deg", (Line("left", "circle", points),), from_zero=False)
    low, high = chart.bounds
    assert low < 18.0
    assert high > 41.0
    assert chart.x(days[0]) < chart.x(days[1]) < chart.x(days[-1]) <= 480
    assert chart.y(20.0) > chart.y(39.0) >= 0
    assert all(low <= value <= high for value in chart.values())
    assert chart.labelled()[0] == days[0]
    assert chart.labelled()[-1] == days[-1]
    assert thinned(days[:3], 7) == days[:3]


def test_one_week_stands_in_the_middle_of_its_chart() -> None:
    (course,) = courses([a_set(load="5 kg")])
    drawn = plots(course)
    assert [chart.title for chart in drawn] == [
        "Range of a rep, start to peak", "Clean reps", "Tempo", "Load",
    ]  # fmt: skip
    assert {chart.x(chart.weeks[0]) for chart in drawn} == {256.0}


def test_the_terminal_holds_80_columns_and_shows_no_steering(history: Path) -> None:
    with Store(history) as store:
        sets = store.sets(HOSTILE)
    console = Console(width=80, record=True, file=io.StringIO(), highlight=False)
    print_client(HOSTILE, sets, console)
    text = console.export_text()
    assert "\x1b" not in text
    assert "…" not in text
    for words in ("2025-03-24", "Trend", "Balance", "Against the plan", "Load: 1 kg, then 2.5 kg."):
        assert words in text
    assert "no medical assessment" in text


def test_the_page_needs_nothing_else_and_escapes_what_it_shows(
    history: Path, tmp_path: Path
) -> None:
    with Store(history) as store:
        write_page(tmp_path / "page.html", HOSTILE, store.sets(HOSTILE), store.pictures)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "\x1b" not in page
    assert not re.findall(r"(?:src|href)=\"(?!data:|#)", page)
    assert "default-src 'none'" in page
    assert page.count('<svg class="lines"') == 4
    shown = {each.id for clip in (SETS[0][0], SETS[-1][0]) for each in analysed(clip).mistakes
             if each.verdict == "seen" and each.reps}  # fmt: skip
    assert page.count('<img src="data:image/jpeg;base64,') == min(len(shown), 4)
    assert "First set, 3 March 2025" in page
    assert "Last set, 24 March 2025" in page
    assert "no medical assessment" in page


def test_the_page_of_sets_without_a_date_says_so(tmp_path: Path) -> None:
    write_page(tmp_path / "page.html", "Anna", [a_set(None)], lambda film: [])
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "there is no course to show" in page
    assert "1 set without a date" in page


def test_the_tables_hold_a_row_for_each_set_and_run_no_formula(tmp_path: Path) -> None:
    sets = [a_set(client="=HYPERLINK(1)", load="+1"), a_set(None, mistakes=())]
    write_csv(tmp_path / "sets.csv", sets)
    with (tmp_path / "sets.csv").open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["client"], first["load"]) == ("'=HYPERLINK(1)", "'+1")
    assert (first["short-range.verdict"], first["short-range.judged"]) == ("not_seen", "15")
    assert (second["date"], second["short-range.judged"]) == ("", "")
    assert [path.name for path in tmp_path.iterdir()] == ["sets.csv"]


def test_parquet_has_the_same_types_whatever_is_in_it(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_parquet(tmp_path / "full.parquet", [a_set()])
    write_parquet(tmp_path / "bare.parquet", [a_set(None, lift_s=None, side=None)])
    full, bare = (parquet.read_table(tmp_path / f"{name}.parquet") for name in ("full", "bare"))
    assert full.schema == bare.schema
    (row,) = full.to_pylist()
    assert (row["client"], row["reps"], row["lower_s"]) == ("Anna", 15, 1.5)
    assert bare.to_pylist()[0]["lift_s"] is None


def test_without_its_library_parquet_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingLibraryError, match=r"pip install 'formcheck\[history\]'"):
        write_parquet(tmp_path / "sets.parquet", [a_set()])


def test_a_table_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write_csv(tmp_path / "folder", [a_set()])
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_mistakes_of_whole_sets_are_counted_in_sets_and_say_so() -> None:
    whole = dataclasses.replace(mistake("off-plan", 0, 0), verdict="seen", seen=0)
    sets = [a_set(mistakes=(whole, mistake("swinging", 2, 15))), a_set(mistakes=(whole,))]
    (course,) = courses(sets)
    assert measures.seen(course.sets, "off-plan") == Share(2, 2)
    assert measures.seen(course.sets, "swinging") == Share(2, 15)
    assert course.title("off-plan") == "Off plan, sets"
    assert course.title("swinging") == "Swinging"


def test_dates_tell_their_year_only_among_several_years() -> None:
    days = [datetime.date(2024, 12, 30), datetime.date(2025, 1, 6)]
    assert short_day(days[1], days) == "6 Jan 25"
    assert short_day(days[1], days[1:]) == "6 Jan"
