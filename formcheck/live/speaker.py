"""Speaks the lines that come in, one after the other: ``python -m formcheck.live.speaker``.

Answers "ready" when it can, and "done" after each line.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Speak until the input ends; 1 where the library or its voice is missing."""
    try:
        import pyttsx3

        voice = pyttsx3.init()
    except (ImportError, OSError, RuntimeError, KeyError):
        return 1
    print("ready", flush=True)
    for line in sys.stdin:
        voice.say(line.strip())
        voice.runAndWait()
        print("done", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
