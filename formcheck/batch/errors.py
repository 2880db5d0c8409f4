"""What can go wrong with a batch as a whole, or with one of its films."""

from __future__ import annotations

from formcheck.errors import FormcheckError, VideoError


class BatchError(FormcheckError):
    """The folder, the sheet or the options of a batch are wrong, or its cluster is."""


class InterruptedBatchError(FormcheckError):
    """Ctrl-C, or the system wants the program to end."""

    exit_code = 130


class FilmError(VideoError):
    """One film cannot be judged; the others can."""


class TimeLimitError(FilmError):
    """A film takes longer than it may."""
