"""How a command ends when something goes wrong: one sentence, an exit code, no traceback."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from formcheck.errors import FormcheckError

INTERRUPTED = 130


def leave_cleanly(command: Callable[[], int]) -> int:
    """Run a command and turn whatever it raises into its exit code and one sentence."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        code = command()
        sys.stdout.flush()
    except FormcheckError as error:
        return _say(str(error), error.exit_code)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output had enough; nothing is left to say on it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        log = write_log(traceback.format_exc())
        return _say(f"This is a bug in formcheck; please report it with the file {log}.", 1)
    if code == INTERRUPTED:
        return _say("Interrupted; nothing of this run was kept.", INTERRUPTED)
    return code


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


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
