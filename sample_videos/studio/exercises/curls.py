"""What the leg curls of two machines share."""

from __future__ import annotations

from ..reps import Mistake
from . import mistakes as faults

SWAY = {"lean": 0.2, "thigh": 0.2, "neck": 1.2}
TEMPO = (1.3, 0.5, 2.0, 0.5)


def curl_mistakes(short: tuple[float, float, float, float], swinging: Mistake, hip_lift: Mistake,
                  ) -> dict[str, Mistake]:
    """The mistakes of every leg curl; ``short`` are the usual, counting, low and high peaks."""
    return {
        "short-range": faults.peak_at(*short, worse=-1, unit="deg peak knee flexion"),
        "swinging": swinging,
        "dropped-return": faults.dropped_return(),
        "bouncing": faults.bouncing(sharp=18.0, counts_from=0.02),
        "hip-lift": hip_lift,
    }
