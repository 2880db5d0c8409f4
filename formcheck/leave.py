"""How a command ends when something goes wrong: one sentence, an exit code, no traceback."""

from __future__ import annotations

import _thread
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from formcheck.errors import FormcheckError
from formcheck.outputs import FULL

INTERRUPTED = 130
INTERRUPTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C, a request to end, and a terminal that was closed."""
AGAIN_S = 0.05
AT_ONCE_S = 1.0
"""Who interrupts twice within this time means it once; the second would disturb clearing away."""


def leave_cleanly(command: Callable[[], int]) -> int:
    """Run a command and turn whatever it raises into its exit code and one sentence."""
    try:
        with _Interrupts().heeded():
            code = command()
        if sys.stdout is not None:
            sys.stdout.flush()
    except FormcheckError as error:
        return _say(str(error), error.exit_code)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output had enough; nothing is left to say on it.
        _drop_output()
        return 0
    except OSError as error:
        if error.errno not in FULL:
            return _bug()
        _drop_output()
        return _say(f"What was to be said cannot be written: {error.strerror}. Make room.", 2)
    except Exception:
        return _bug()
    if code == INTERRUPTED:
        return _say("Interrupted; nothing of this run was kept.", INTERRUPTED)
    return code


def _drop_output() -> None:
    """Send what still waits to be written nowhere: the end of the program would try again."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug() -> int:
    """Say that there is one, and where its log is."""
    log = write_log(traceback.format_exc())
    return _say(f"This is a bug in formcheck; please report it with the file {log}.", 1)


class _Interrupts:
    """Everything that asks the program to end, as one KeyboardInterrupt."""

    def __init__(self) -> None:
        self._deaf_until_s = 0.0
        for number in INTERRUPTS:
            if signal.getsignal(number) != signal.SIG_IGN:  # as below nohup
                signal.signal(number, self._interrupt)

    def _interrupt(self, number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGHUP:
            _leave_terminal()
        now_s = time.monotonic()
        if now_s >= self._deaf_until_s:
            self._deaf_until_s = now_s + AT_ONCE_S
            raise KeyboardInterrupt

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Interrupt again where Python has to drop what is raised, as in a finaliser."""
        before = sys.unraisablehook

        def hook(dropped: sys.UnraisableHookArgs) -> None:
            if dropped.exc_type is KeyboardInterrupt:
                self._deaf_until_s = 0.0
                threading.Timer(AGAIN_S, _thread.interrupt_main).start()
            else:
                before(dropped)

        sys.unraisablehook = hook
        try:
            yield
        finally:
            sys.unraisablehook = before


def _leave_terminal() -> None:
    """Send nowhere what would go to a terminal that was closed: writing to it is an error."""
    for output in (1, 2):
        try:
            os.write(output, b"")
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), output)


def stay_deaf() -> None:
    """Ignore interrupts from now on: Python's own end would answer a late one with a traceback."""
    for number in INTERRUPTS:
        signal.signal(number, signal.SIG_IGN)


def _say(sentence: str, code: int) -> int:
    print(f"formcheck: {sentence}", file=sys.stderr)
    return code


def write_log(trace: str) -> Path:
    """Write the traceback of a bug to a new file, and name it."""
    name = f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    text = f"{sys.argv}\nPython {sys.version}\n\n{trace}"
    for folder in (_log_folder(), Path(tempfile.gettempdir())):
        path = folder / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError:
            continue
        return path
    print(trace, file=sys.stderr)  # nowhere to write to: better here than lost
    return Path(name)


def _log_folder() -> Path:
    import platformdirs

    return platformdirs.user_log_path("formcheck", appauthor=False)
