"""Reverse hyperextension on a flat bench: toes lightly on the floor, legs to the hips' height."""

from __future__ import annotations

import numpy as np

from ..body import Body
from ..channels import Posture
from ..equipment_hyper import BENCH_WIDTH, bench
from ..leads import off_front
from .base import Exercise, Grip, Setup
from .prone import COUPLING, SWAY, TEMPO, hanging, hyper_mistakes, side_grips

START = -66.0


def _start(body: Body, side: str, setup: Setup) -> Posture:
    return hanging(body, START, 0.0)


def _grips(body: Body, setup: Setup, shoulders: np.ndarray) -> dict[str, Grip]:
    top = hanging(body, START, 0.0)["bed"] - 0.05
    return side_grips(shoulders, BENCH_WIDTH / 2, 0.10, top)


REVERSE_HYPER_BENCH = Exercise(
    id="reverse-hyper-bench",
    ranges={"straight": (None, 2.0)},
    supports=("bench",),
    leads_in=("lie", "none"),
    leads_out=("get-off", "none"),
    start=_start,
    coupling={"straight": COUPLING},
    grips=_grips,
    sway=SWAY,
    tempo=TEMPO,
    legs=("both",),
    rise=off_front,
    equipment=bench,
    mistakes=hyper_mistakes((25, 22, 6, 32), (-27, -22, -44, -3)),
)
