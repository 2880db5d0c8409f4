"""The steps that bring a history file from each version to the next.

A step that was ever released stays as it is: files of that version are out there. A change to
``tables.py`` is a new step at the end.
"""

from __future__ import annotations

from typing import Final

STEPS: Final[tuple[tuple[str, ...], ...]] = (
    (
        """CREATE TABLE clients (
            id INTEGER NOT NULL PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        )""",
        """CREATE TABLE films (
            id INTEGER NOT NULL PRIMARY KEY,
            client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
            sha256 TEXT NOT NULL,
            options_key TEXT NOT NULL,
            source TEXT NOT NULL,
            date TEXT,
            date_told_by TEXT,
            exercise TEXT,
            exercise_name TEXT,
            load TEXT,
            program_version TEXT NOT NULL,
            UNIQUE (client_id, sha256)
        )""",
        "CREATE INDEX ix_films_client_id ON films (client_id)",
        """CREATE TABLE sets (
            id INTEGER NOT NULL PRIMARY KEY,
            film_id INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            side TEXT,
            reps INTEGER NOT NULL,
            clean_reps INTEGER NOT NULL,
            target_low INTEGER,
            target_high INTEGER,
            from_s FLOAT,
            to_s FLOAT,
            rest_after_s FLOAT,
            lift_s FLOAT,
            hold_s FLOAT,
            lower_s FLOAT,
            rest_s FLOAT,
            rep_s FLOAT,
            range_start FLOAT,
            range_peak FLOAT,
            range_unit TEXT,
            time_error_s FLOAT,
            UNIQUE (film_id, number)
        )""",
        "CREATE INDEX ix_sets_film_id ON sets (film_id)",
        """CREATE TABLE set_mistakes (
            id INTEGER NOT NULL PRIMARY KEY,
            set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
            mistake TEXT NOT NULL,
            name TEXT NOT NULL,
            verdict TEXT NOT NULL,
            reason TEXT,
            cue TEXT,
            seen INTEGER NOT NULL,
            judged INTEGER NOT NULL,
            error FLOAT,
            unit TEXT
        )""",
        "CREATE INDEX ix_set_mistakes_set_id ON set_mistakes (set_id)",
        """CREATE TABLE reps (
            id INTEGER NOT NULL PRIMARY KEY,
            set_id INTEGER NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            side TEXT,
            view TEXT,
            start_s FLOAT,
            peak_start_s FLOAT,
            peak_end_s FLOAT,
            end_s FLOAT,
            time_error_s FLOAT,
            lift_s FLOAT,
            hold_s FLOAT,
            lower_s FLOAT,
            rest_s FLOAT,
            range_start FLOAT,
            range_peak FLOAT,
            range_unit TEXT,
            complete BOOLEAN NOT NULL
        )""",
        "CREATE INDEX ix_reps_set_id ON reps (set_id)",
        """CREATE TABLE rep_mistakes (
            id INTEGER NOT NULL PRIMARY KEY,
            rep_id INTEGER NOT NULL REFERENCES reps (id) ON DELETE CASCADE,
            mistake TEXT NOT NULL,
            verdict TEXT NOT NULL,
            value FLOAT,
            "limit" FLOAT,
            error FLOAT,
            unit TEXT,
            reason TEXT,
            frame_s FLOAT
        )""",
        "CREATE INDEX ix_rep_mistakes_rep_id ON rep_mistakes (rep_id)",
        """CREATE TABLE pictures (
            id INTEGER NOT NULL PRIMARY KEY,
            film_id INTEGER NOT NULL REFERENCES films (id) ON DELETE CASCADE,
            set_number INTEGER,
            rep INTEGER,
            mistake TEXT NOT NULL,
            frame_s FLOAT NOT NULL,
            caption TEXT NOT NULL,
            jpeg BLOB NOT NULL
        )""",
        "CREATE INDEX ix_pictures_film_id ON pictures (film_id)",
    ),
)
NEWEST: Final = len(STEPS)
