"""The core: signals, reps, phases, verdicts, on stick figures whose every angle is known."""
