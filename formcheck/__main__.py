"""Start of the command line: ``formcheck`` and ``python -m formcheck``."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    # What numpy adds up in several threads differs with their number, so with the cores, in the
    # last digits; and the matrices here are so small that threads only wait for one another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from formcheck.cli import run
    from formcheck.leave import stay_deaf

    code = run(sys.argv[1:])
    stay_deaf()
    sys.exit(code)


if __name__ == "__main__":
    main()
