"""Start of the command line: ``formcheck`` and ``python -m formcheck``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from formcheck.cli import run
    from formcheck.leave import stay_deaf

    code = run(sys.argv[1:])
    stay_deaf()
    sys.exit(code)


if __name__ == "__main__":
    main()
