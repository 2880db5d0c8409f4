"""The films of a folder, with what sheet and names say of each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from formcheck.batch.errors import BatchError
from formcheck.batch.listing import Listed, listing
from formcheck.batch.naming import VIDEO_SUFFIXES, day_in, exercise_in
from formcheck.batch.sheet import Row, Sheet
from formcheck.batch.task import Wanted
from formcheck.rulecheck import nearest


@dataclass(frozen=True, slots=True)
class Film:
    """One file to judge.

    Attributes:
        address: absolute path, or an fsspec address.
        place: names of the folders below the target folder, and of the file, where its results go;
            the first is the client, where there is one.
        size: bytes.
        trouble: why it cannot even be tried; empty where it can.
    """

    address: str
    place: tuple[str, ...]
    size: int
    wanted: Wanted
    trouble: str = ""

    @property
    def name(self) -> str:
        return self.place[-1]


@dataclass(frozen=True, slots=True)
class Films:
    """All films of a folder, and the files that were passed over, since they are no films."""

    films: tuple[Film, ...]
    others: int


def find_films(
    folder: str, sheet: Sheet | None, variants: Mapping[str, Sequence[str]], common: Wanted
) -> Films:
    """Find every film below a folder.

    Args:
        folder: a path, or an fsspec address (with ``://``).
        variants: of each exercise that there is, by its id.
        common: what holds for all of them.

    Raises:
        BatchError: the folder cannot be listed or holds no film, or the sheet does not fit it.
    """
    listed = listing(folder)
    rows = _rows(sheet, listed)
    wanted = [each for each in listed if each.trouble or each.path in rows or _is_film(each)]
    if not wanted:
        kinds = ", ".join(sorted(VIDEO_SUFFIXES))
        raise BatchError(f"{folder} holds no video: name a folder with films in it ({kinds}).")
    films = tuple(_film(each, rows.get(each.path), list(variants), common) for each in wanted)
    _check_places(films)
    if sheet is not None:
        told = zip((rows.get(each.path) for each in wanted), films, strict=True)
        _check_variants(sheet, told, variants)
    return Films(films, others=len(listed) - len(wanted))


def _check_places(films: Iterable[Film]) -> None:
    """A film at the top of the folder may be given to a client who has one of that name."""
    taken: dict[tuple[str, ...], str] = {}
    for film in films:
        if film.place in taken:
            raise BatchError(
                f"{taken[film.place]} and {film.address} would have one report, "
                f"{'/'.join(film.place)}: give one of them another name."
            )
        taken[film.place] = film.address


def _is_film(listed: Listed) -> bool:
    return "." + listed.path[-1].casefold().rpartition(".")[2] in VIDEO_SUFFIXES


def _film(listed: Listed, row: Row | None, ids: Sequence[str], common: Wanted) -> Film:
    *folders, _ = listed.path
    client = folders[0] if folders else row.client if row else None
    stem = listed.path[-1].rpartition(".")[0]
    exercise = (row and row.exercise) or exercise_in([*folders, stem], ids)
    wanted = replace(
        common,
        exercise=None if exercise == "auto" else exercise,
        client=client,
        date=(row and row.date) or day_in([*folders, stem]),
        load=row.load if row else None,
        resistance=row.resistance if row else None,
        variant=row.variant if row else None,
        target=row.target if row else None,
        side=row.side if row else None,
    )
    place = listed.path if folders or client is None else (client, *listed.path)
    return Film(listed.address, place, listed.size, wanted, listed.trouble)


def _rows(sheet: Sheet | None, listed: Iterable[Listed]) -> dict[tuple[str, ...], Row]:
    """The sheet's rows by the path of the film that each of them names.

    Raises:
        BatchError: a row names a film that is not there, or another client than the folder does.
    """
    if sheet is None:
        return {}
    paths = {_composed("/".join(each.path)): each.path for each in listed}
    clients = sorted({path[0] for path in paths.values() if len(path) > 1})
    found: dict[tuple[str, ...], Row] = {}
    for file, row in sheet.rows.items():
        path = paths.get(_composed(file))
        if path is None:
            sheet.complain(row.line, "file", f"there is no {file!r} in the folder")
        elif len(path) > 1 and row.client and _composed(row.client) != _composed(path[0]):
            sheet.complain(row.line, "client", _unlike(row.client, path[0], clients))
        else:
            found[path] = row
    sheet.check()
    return found


def _unlike(said: str, folder: str, clients: Sequence[str]) -> str:
    if said in clients:
        return f"it is {said!r}, but the film lies in the folder of {folder!r}"
    return f"{said!r} is unknown, the film lies in the folder of {folder!r}"


def _check_variants(
    sheet: Sheet, told: Iterable[tuple[Row | None, Film]], variants: Mapping[str, Sequence[str]]
) -> None:
    """Whether there is the variant that a row names; the exercise may stand in the film's name."""
    for row, film in told:
        if row is None or row.variant is None:
            continue
        exercise = film.wanted.exercise
        names = (
            variants[exercise] if exercise else sorted({n for v in variants.values() for n in v})
        )
        if not names:
            sheet.complain(row.line, "variant", f"{exercise} has none: leave it empty")
        elif row.variant not in names:
            what = f"{row.variant!r} is no variant of {exercise or 'any exercise'}"
            sheet.complain(row.line, "variant", f"{what}: {nearest(row.variant, names)}")
    sheet.check()


def _composed(name: str) -> str:
    """Letters with marks are written in two ways, which look the same."""
    return unicodedata.normalize("NFC", name)
