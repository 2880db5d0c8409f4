"""Which films a batch finds, and what sheet, folders and names say of them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.batch.errors import BatchError
from formcheck.batch.films import Film, find_films
from formcheck.batch.naming import day_in, exercise_in
from formcheck.batch.sheet import Sheet
from formcheck.batch.task import Wanted

IDS = ["standing-kickback", "quadruped-kickback", "reverse-leg-press", "reverse-leg-press-single"]
VARIANTS = dict.fromkeys(IDS, ()) | {IDS[0]: ("straight", "bent")}


def found(folder: Path, sheet: str | None = None, **files: str) -> dict[str, Film]:
    """The films of a folder by the place of their results."""
    path = folder.with_name("sheet.csv")
    if sheet is not None:
        path.write_text(sheet, encoding="utf-8")
    listed = find_films(
        str(folder), Sheet(path, IDS) if sheet is not None else None, VARIANTS, Wanted()
    )
    return {"/".join(each.place): each for each in listed.films}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("anna/a.mp4", "anna/week 2/a.mp4", "bert/b.MOV", "c.mp4", "bert/photo.jpg"):
        path = tmp_path / "films" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"film")
    return tmp_path / "films"


def test_a_folder_for_each_client(folder: Path) -> None:
    films = found(folder)
    assert {name: film.wanted.client for name, film in films.items()} == {
        "anna/a.mp4": "anna", "anna/week 2/a.mp4": "anna", "bert/b.MOV": "bert", "c.mp4": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("names", "exercise"),
    [
        (("anna", "standing-kickback"), "standing-kickback"),
        (("anna", "Standing Kickback 2"), "standing-kickback"),
        (("anna", "set_1_STANDING_KICKBACK_left"), "standing-kickback"),
        (("quadruped kickback", "set 3"), "quadruped-kickback"),
        (("quadruped-kickback", "standing-kickback"), "standing-kickback"),
        (("anna", "reverse leg press single"), "reverse-leg-press-single"),
        (("anna", "reverse leg press"), "reverse-leg-press"),
        (("anna", "outstanding-kickbacks"), None),
        (("standing", "kickback"), None),
    ],
)
def test_the_exercise_in_a_name(names: tuple[str, ...], exercise: str | None) -> None:
    assert exercise_in(names, IDS) == exercise


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("VID_20250131_180211", "2025-01-31"),
        ("PXL_20250131180211", None),
        ("2025-01-31 kickback", "2025-01-31"),
        ("2025.01.31", "2025-01-31"),
        ("20251331", None),
        ("120250131", None),
        ("IMG_2025", None),
        ("2025-0131", None),
    ],
)
def test_the_day_in_a_name(name: str, day: str | None) -> None:
    assert day_in(["anna", name]) == day


def test_the_sheet_says_more_than_the_names(folder: Path) -> None:
    film = found(
        folder,
        "\ufeffFile;Client;Exercise;Date;Load;Resistance;Variant;Target;Side\n\n"
        'c.mp4;Zoë;Standing Kickback;2025-01-31;"5 kg; new";Ankle weight;bent;12;Left\n'
        "anna/week 2/a.mp4;;auto;;;;;;\n",
    )["Zoë/c.mp4"]
    assert film.wanted == Wanted(
        exercise="standing-kickback", client="Zoë", date="2025-01-31", load="5 kg; new",
        resistance="ankle-weight", variant="bent", target=12, side="left",
    )  # fmt: skip


def test_what_holds_for_every_film_holds_beside_what_the_sheet_says(folder: Path) -> None:
    common = Wanted(annotate=False, blur_faces=True, engine="openvino", model="/a/b.task")
    films = find_films(str(folder), None, VARIANTS, common).films
    assert {replace(each.wanted, client=None) for each in films} == {common}


def test_the_sheet_can_leave_the_exercise_to_be_found_out(folder: Path) -> None:
    (folder / "anna" / "a.mp4").rename(folder / "anna" / "standing-kickback.mp4")
    name = "anna/standing-kickback.mp4"
    assert found(folder)[name].wanted.exercise == "standing-kickback"
    assert found(folder, f"file,exercise\n{name},auto\n")[name].wanted.exercise is None


def test_the_sheet_names_a_film_whatever_its_ending(folder: Path) -> None:
    assert "bert/photo.jpg" in found(folder, "file\nbert/photo.jpg\n")


def test_a_name_is_the_same_however_its_letters_are_composed(folder: Path) -> None:
    (folder / "anna" / "u\u0308bung.mp4").write_bytes(b"film")
    films = found(folder, "file,load\nanna/\u00fcbung.mp4,5 kg\n")
    assert films["anna/u\u0308bung.mp4"].wanted.load == "5 kg"


WRONG = {
    "": "sheet.csv is empty: its headings are file",
    "file,exercize\n": "line 1, column exercize: there is no such column: did you mean exercise?",
    "file,file\n": "line 1, column file: it stands there twice",
    "client\nanna\n": "line 1, column file: it is missing",
    "file\nanna/z.mp4\n": "line 2, column file: there is no 'anna/z.mp4'",
    "file\n../c.mp4\n": "line 2, column file: '../c.mp4' leads out of the folder",
    "file\n/c.mp4\n": "leads out of the folder",
    "file,load\n,5 kg\n": "line 2, column file: it is empty",
    "file\nc.mp4\n\nc.mp4\n": "line 4, column file: 'c.mp4' stands in line 2, too",
    "file,client\nanna/a.mp4,ana\n": "line 2, column client: 'ana' is unknown",
    "file,client\nanna/a.mp4,bert\n": "column client: it is 'bert', but the film lies in",
    "file,client\nc.mp4,a/b\n": "line 2, column client: 'a/b' cannot name a folder",
    "file,exercise\nc.mp4,standing-kick\n": (
        "line 2, column exercise: there is no exercise 'standing-kick': did you mean"
    ),
    "file,target\nc.mp4,a dozen\n": "line 2, column target: 'a dozen' is no number of reps",
    "file,target\nc.mp4,0\n": "line 2, column target: '0' is no number of reps",
    "file,variant\nc.mp4,bend\n": (
        "line 2, column variant: 'bend' is no variant of any exercise: did you mean bent?"
    ),
    "file,exercise,variant\nc.mp4,standing-kickback,bend\n": (
        "column variant: 'bend' is no variant of standing-kickback: did you mean bent?"
    ),
    "file,variant,exercise\nc.mp4,bent,reverse-leg-press\n": (
        "line 2, column variant: reverse-leg-press has none: leave it empty"
    ),
    "file,date\nc.mp4,31.1.2025\n": "line 2, column date: '31.1.2025' is no date",
    "file,resistance\nc.mp4,rope\n": (
        "line 2, column resistance: 'rope' is no resistance: write one of band, cable, ankle-weight"
    ),
    "file,side\nc.mp4,up\n": "line 2, column side: 'up' is no side",
    "file,side\nc.mp4,left,5 kg\n": "line 2, column number 3: '5 kg' stands under no heading",
    'file\n"c.mp4\n': "sheet.csv",
}


@pytest.mark.parametrize("sheet", WRONG)
def test_a_wrong_sheet_is_one_sentence_with_line_and_column(folder: Path, sheet: str) -> None:
    with pytest.raises(BatchError) as raised:
        found(folder, sheet)
    sentence = str(raised.value)
    assert WRONG[sheet] in sentence
    assert "\n" not in sentence


def test_several_mistakes_of_a_sheet_are_told_at_once(folder: Path) -> None:
    lines = "".join(f"c{number}.mp4,up\n" for number in range(8))
    with pytest.raises(BatchError) as raised:
        found(folder, f"file,side\n{lines}")
    assert "line 2, column side" in str(raised.value)
    assert str(raised.value).endswith("; and 11 more.")


def test_a_sheet_that_is_no_text(folder: Path) -> None:
    path = folder.with_name("sheet.csv")
    path.write_bytes("file,client\nc.mp4,Zoë\n".encode("latin-1"))
    with pytest.raises(BatchError, match="save it as CSV UTF-8"):
        Sheet(path, IDS)
    with pytest.raises(BatchError, match="cannot be read"):
        Sheet(folder / "no.csv", IDS)


def test_two_films_never_share_a_report(folder: Path) -> None:
    (folder / "anna" / "c.mp4").write_bytes(b"film")
    with pytest.raises(BatchError, match="would have one report"):
        found(folder, "file,client\nc.mp4,anna\n")


def test_a_folder_without_films(tmp_path: Path) -> None:
    (tmp_path / "films").mkdir()
    (tmp_path / "films" / "notes.txt").write_text("no film")
    for name, words in (("films", "holds no video"), ("none", "does not exist")):
        with pytest.raises(BatchError, match=words):
            find_films(str(tmp_path / name), None, VARIANTS, Wanted())
    with pytest.raises(BatchError, match="is a file"):
        find_films(str(tmp_path / "films" / "notes.txt"), None, VARIANTS, Wanted())


def test_an_address_of_a_file_system_works_as_a_folder(folder: Path) -> None:
    listed = find_films(f"file://{folder}", None, VARIANTS, Wanted())
    assert {each.place: each.size for each in listed.films} == {
        ("anna", "a.mp4"): 4, ("anna", "week 2", "a.mp4"): 4, ("bert", "b.MOV"): 4, ("c.mp4",): 4,
    }  # fmt: skip
    assert all(each.address.startswith("file:///") for each in listed.films)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("nothing://films", "cannot be used"),
        ("file:///there/is/none", "cannot be reached or listed (FileNotFoundError"),
        ("http://127.0.0.1:9/films", "cannot be reached or listed (ClientConnectorError"),
    ],
)
def test_an_address_that_leads_nowhere(address: str, why: str) -> None:
    with pytest.raises(BatchError, match=re.escape(why)):
        find_films(address, None, VARIANTS, Wanted())
