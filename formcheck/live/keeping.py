"""Everything of a live set that is kept while it happens."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from formcheck.errors import OutputError
from formcheck.live.film import FilmKeeper
from formcheck.live.journal import EventJournal, LandmarkJournal
from formcheck.live.reader import Reader
from formcheck.recording import Recording

FILM = "film.mp4"
EVENTS = "events.jsonl"
LANDMARKS = "landmarks.npz"
LANDMARK_JOURNAL = "landmarks.journal"


class Keeping:
    """Landmarks always; film and events where a folder was named. A context manager.

    Attributes:
        film, events: None where nothing but the report is wanted.
    """

    film: FilmKeeper | None = None
    events: EventJournal | None = None

    def __init__(self, folder: Path | None, reader: Reader, engine: str) -> None:
        """
        Raises:
            OutputError: the folder cannot be made, or holds a recording already.
        """
        self.folder = folder
        journal = None
        if folder is not None:
            _make_new(folder)
            self.film = FilmKeeper(folder / FILM, reader.width, reader.height)
            self.events = EventJournal(folder / EVENTS)
            reader.keep = self.film.keep
            journal = folder / LANDMARK_JOURNAL
        self.landmarks = LandmarkJournal(journal, reader.width, reader.height, engine)

    def __enter__(self) -> Keeping:
        self.landmarks.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.landmarks.__exit__(kind, error, trace)

    def end(self) -> None:
        """The camera is off: finish film and events."""
        if self.film is not None:
            self.film.close()
        if self.events is not None:
            self.events.close()

    def settle(self, recording: Recording) -> None:
        """Put the landmarks as one recording in place of their journal."""
        if self.folder is not None:
            recording.save(self.folder / LANDMARKS)
            (self.folder / LANDMARK_JOURNAL).unlink()


def _make_new(folder: Path) -> None:
    if (folder / FILM).exists():
        raise OutputError(f"{folder} holds a recording already: name another folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be made ({error.strerror}): name another.") from error
