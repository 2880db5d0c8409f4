"""Taking records out of the tables of the history."""

from __future__ import annotations

from sqlalchemy import Connection, ScalarSelect, func, select

from formcheck.store.records import Client, Picture, StoredMistake, StoredSet
from formcheck.store.tables import clients, films, pictures, reps, set_mistakes, sets

_OF_FILM = (
    *("date", "date_told_by", "source", "sha256", "program_version"),
    *("exercise", "exercise_name", "load"),
)
_NOT_OF_SET = ("id", "film_id", "from_s", "to_s")
_OF_MISTAKE = ("name", "verdict", "reason", "cue", "seen", "judged", "error", "unit")


def list_clients(connection: Connection) -> list[Client]:
    """Every client, in the order of their names."""
    query = (
        select(
            clients.c.name,
            func.count(films.c.id.distinct()).label("films"),
            func.count(sets.c.id).label("sets"),
            func.coalesce(func.sum(sets.c.reps), 0).label("reps"),
            func.min(films.c.date).label("first"),
            func.max(films.c.date).label("last"),
        )
        .select_from(clients.outerjoin(films).outerjoin(sets))
        .group_by(clients.c.id)
    )
    found = [Client(**row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda each: (each.name.casefold(), each.name))


def list_sets(connection: Connection, client: int | None) -> list[StoredSet]:
    """The sets of one client, by its number, or of all."""
    of_set = [column for column in sets.c if column.name not in _NOT_OF_SET]
    query = (
        select(
            sets.c.id.label("set_id"),
            clients.c.name.label("client"),
            films.c.id.label("film"),
            *(films.c[name] for name in _OF_FILM),
            *of_set,
            _view_of_most().label("view"),
        )
        .select_from(sets.join(films).join(clients))
        .order_by(clients.c.name, films.c.date, films.c.source, films.c.sha256, sets.c.number)
    )
    if client is not None:
        query = query.where(clients.c.id == client)
    mistakes = _mistakes(connection, client)
    return [
        StoredSet(mistakes=tuple(mistakes.get(row.pop("set_id"), ())), **row)
        for row in map(dict, connection.execute(query).mappings())
    ]


def _view_of_most() -> ScalarSelect[str]:
    """The view of most reps of a set."""
    query = select(reps.c.view).where(reps.c.set_id == sets.c.id).group_by(reps.c.view)
    return query.order_by(func.count().desc(), reps.c.view).limit(1).scalar_subquery()


def _mistakes(connection: Connection, client: int | None) -> dict[int, list[StoredMistake]]:
    """The mistakes of each set, under its number, in the order of the report."""
    told = [set_mistakes.c[name] for name in _OF_MISTAKE]
    query = select(set_mistakes.c.set_id, set_mistakes.c.mistake.label("id"), *told)
    query = query.select_from(set_mistakes.join(sets).join(films)).order_by(set_mistakes.c.id)
    if client is not None:
        query = query.where(films.c.client_id == client)
    found: dict[int, list[StoredMistake]] = {}
    for row in map(dict, connection.execute(query).mappings()):
        number = row.pop("set_id")
        found.setdefault(number, []).append(StoredMistake(**row))
    return found


def list_pictures(connection: Connection, film: int) -> list[Picture]:
    """The evidence of a film, in the order of the report."""
    query = select(
        pictures.c.set_number.label("set"),
        *(pictures.c[name] for name in ("rep", "mistake", "frame_s", "caption", "jpeg")),
    )
    query = query.where(pictures.c.film_id == film).order_by(pictures.c.id)
    return [Picture(**row) for row in connection.execute(query).mappings()]
