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
        return _say(f"This is a bug in formcheck; please report it with the file {_log()}.", 1)
    if code == INTERRUPTED:
        return _say("Interrupted; nothing of this run was kept.", INTERRUPTED)
    return code


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(sentence: str, code: int) -> int:
    print(f"formcheck: {sentence}", file=sys.stderr)
    return code


def _log() -> Path:
    """Write the traceback of the exception being handled to a new file, and name it."""
    name = f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    text = f"{sys.argv}\nPython {sys.version}\n\n{traceback.format_exc()}"
    for folder in (_log_folder(), Path(tempfile.gettempdir())):
        path = folder / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError:
            continue
        return path
    traceback.print_exc()  # nowhere to write to: better here than lost
    return Path(name)


def _log_folder() -> Path:
    import platformdirs

    return platformdirs.user_log_path("formcheck", appauthor=False)
