"""Putting a finished check into the client history."""

from __future__ import annotations

import json
from pathlib import Path

from formcheck.check import Checked, CheckOptions
from formcheck.errors import FormcheckError, StoreError
from formcheck.store import Store
from formcheck.video.filmed import filmed_on


def remember(
    checked: Checked, video: Path, client: str, options: CheckOptions, db: Path | None
) -> None:
    """Put the check's sets into the client's history.

    Raises:
        StoreError: the history cannot be written; the sentence says that the report is there.
    """
    sha256 = checked.report.video.sha256
    assert sha256 is not None, "a film that was read has been hashed"
    try:
        with Store(db) as store:
            store.add(
                checked.report,
                client,
                source=video.name,
                sha256=sha256,
                options_key=options_key(options),
                evidence=checked.pictures,
                filmed=filmed_on(video),
            )
    except (FormcheckError, OSError) as error:
        raise StoreError(
            f"The report is in {checked.folder}, but the set is not in the history: {error}"
        ) from error


def options_key(options: CheckOptions) -> str:
    """The options that change what a report says, as text."""
    told = {
        "exercise": options.exercise,
        "blur_faces": options.blur_faces,
        "side": options.side,
        "date": options.date,
        "load": options.load,
        "resistance": options.resistance,
        "variant": options.variant,
        "rules": [folder.name for folder in options.rules],
    }
    return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)
