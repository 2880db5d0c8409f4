"""Errors a person can act on: each message says what is wrong and what to do next.

The command line prints a :class:`FormcheckError` as one sentence and ends with its
``exit_code``; anything else that escapes is a bug.
"""


class FormcheckError(Exception):
    """Base of every error whose message is meant for the person at the keyboard."""

    exit_code = 2


class UsageError(FormcheckError):
    """The command line itself is wrong."""


class VideoError(FormcheckError):
    """The video cannot be read, or holds no picture."""


class OutputError(FormcheckError):
    """The place to write to is missing, full or not allowed."""


class ModelError(FormcheckError):
    """The pose model cannot be loaded."""


class RuleError(FormcheckError):
    """A rule module is wrong, or no such exercise or mistake exists."""


class RecordingError(FormcheckError):
    """A file of recorded landmarks cannot be read."""


class StoreError(FormcheckError):
    """The client history cannot be opened, read or written, or holds no such client."""
