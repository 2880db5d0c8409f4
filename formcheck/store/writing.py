"""Putting a report into the tables of the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from formcheck.report.model import Report, SetResult
from formcheck.store import rows, tables
from formcheck.store.records import Forgotten


def client_id(connection: Connection, name: str) -> int:
    """The client's number; one who is new is put in."""
    query = select(tables.clients.c.id).where(tables.clients.c.name == name)
    found = connection.execute(query).scalar()
    return int(found) if found is not None else _add(connection, tables.clients, {"name": name})


def replace_film(
    connection: Connection, film: rows.Row, report: Report, shown: Sequence[rows.Row]
) -> None:
    """Put a film in with all that belongs to it, in place of the same client's same film."""
    same = [tables.films.c[name] == film[name] for name in ("client_id", "sha256")]
    connection.execute(delete(tables.films).where(*same))
    film_id = _add(connection, tables.films, film)
    for one in report.sets:
        _add_set(connection, film_id, report, one)
    _add_all(connection, tables.pictures, shown, film_id=film_id)


def remove_film(connection: Connection, client: str, sha256: str) -> None:
    """Remove a film of a client, by its content, with all that belongs to it."""
    owner = select(tables.clients.c.id).where(tables.clients.c.name == client).scalar_subquery()
    films = tables.films.c
    query = delete(tables.films).where(films.client_id == owner, films.sha256 == sha256)
    connection.execute(query)


def _add_set(connection: Connection, film_id: int, report: Report, one: SetResult) -> None:
    set_id = _add(connection, tables.sets, {**rows.set_row(report, one), "film_id": film_id})
    summaries = [rows.set_mistake_row(report, one, each) for each in one.mistakes]
    _add_all(connection, tables.set_mistakes, summaries, set_id=set_id)
    for rep in rows.reps_of(report, one):
        rep_id = _add(connection, tables.reps, {**rows.rep_row(rep), "set_id": set_id})
        found = [rows.rep_mistake_row(each) for each in rep.mistakes]
        _add_all(connection, tables.rep_mistakes, found, rep_id=rep_id)


def _add(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    key = connection.execute(insert(table).values(**row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _add_all(
    connection: Connection, table: Table, found: Sequence[rows.Row], **parent: int
) -> None:
    if found:
        connection.execute(insert(table), [{**row, **parent} for row in found])


def remove_client(connection: Connection, number: int) -> None:
    """Remove a client and, by the foreign keys, everything that belongs to them."""
    connection.execute(delete(tables.clients).where(tables.clients.c.id == number))


def count_client(connection: Connection, number: int) -> Forgotten:
    """What belongs to a client."""
    films = select(tables.films.c.id).where(tables.films.c.client_id == number)
    sets = select(tables.sets.c.id).where(tables.sets.c.film_id.in_(films))
    return Forgotten(
        films=_count(connection, tables.films.c.client_id == number),
        sets=_count(connection, tables.sets.c.film_id.in_(films)),
        reps=_count(connection, tables.reps.c.set_id.in_(sets)),
        pictures=_count(connection, tables.pictures.c.film_id.in_(films)),
    )


def _count(connection: Connection, which: Any) -> int:
    return int(connection.execute(select(func.count()).where(which)).scalar_one())
