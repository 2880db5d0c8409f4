"""The tables of the client history, as the newest version of its file has them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()


def _part_of(parent: str) -> Column[int]:
    """The column that ties a row to its parent and lets it go with it."""
    key = ForeignKey(f"{parent}s.id", ondelete="CASCADE")
    return Column(f"{parent}_id", Integer, key, nullable=False, index=True)


def _times(*names: str) -> list[Column[float]]:
    return [Column(name, Float) for name in names]


clients = Table(
    "clients",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)
films = Table(
    "films",
    metadata,
    Column("id", Integer, primary_key=True),
    _part_of("client"),
    Column("sha256", Text, nullable=False),
    Column("options_key", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("date", Text),
    Column("date_told_by", Text),
    Column("exercise", Text),
    Column("exercise_name", Text),
    Column("load", Text),
    Column("program_version", Text, nullable=False),
    UniqueConstraint("client_id", "sha256"),
)
sets = Table(
    "sets",
    metadata,
    Column("id", Integer, primary_key=True),
    _part_of("film"),
    Column("number", Integer, nullable=False),
    Column("side", Text),
    Column("reps", Integer, nullable=False),
    Column("clean_reps", Integer, nullable=False),
    Column("target_low", Integer),
    Column("target_high", Integer),
    *_times("from_s", "to_s", "rest_after_s", "lift_s", "hold_s", "lower_s", "rest_s", "rep_s"),
    Column("range_start", Float),
    Column("range_peak", Float),
    Column("range_unit", Text),
    Column("time_error_s", Float),
    UniqueConstraint("film_id", "number"),
)
set_mistakes = Table(
    "set_mistakes",
    metadata,
    Column("id", Integer, primary_key=True),
    _part_of("set"),
    Column("mistake", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text),
    Column("cue", Text),
    Column("seen", Integer, nullable=False),
    Column("judged", Integer, nullable=False),
    Column("error", Float),
    Column("unit", Text),
)
reps = Table(
    "reps",
    metadata,
    Column("id", Integer, primary_key=True),
    _part_of("set"),
    Column("number", Integer, nullable=False),
    Column("side", Text),
    Column("view", Text),
    *_times("start_s", "peak_start_s", "peak_end_s", "end_s", "time_error_s"),
    *_times("lift_s", "hold_s", "lower_s", "rest_s"),
    Column("range_start", Float),
    Column("range_peak", Float),
    Column("range_unit", Text),
    Column("complete", Boolean, nullable=False),
)
rep_mistakes = Table(
    "rep_mistakes",
    metadata,
    Column("id", Integer, primary_key=True),
    _part_of("rep"),
    Column("mistake", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("value", Float),
    Column("limit", Float),
    Column("error", Float),
    Column("unit", Text),
    Column("reason", Text),
    Column("frame_s", Float),
)
pictures = Table(
    "pictures",
    metadata,
    Column("id", Integer, primary_key=True),
    _part_of("film"),
    Column("set_number", Integer),
    Column("rep", Integer),
    Column("mistake", Text, nullable=False),
    Column("frame_s", Float, nullable=False),
    Column("caption", Text, nullable=False),
    Column("jpeg", LargeBinary, nullable=False),
)
