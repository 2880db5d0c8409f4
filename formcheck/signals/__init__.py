"""Named measurements of a body, one value a frame.

Angles are in degrees and signed, 0 = straight or neutral: knee flexion +, hip extension + (the
thigh behind the trunk's line), trunk lean forward +, lumbar hollow +. Lengths are in trunk
lengths. NaN = cannot be measured in this frame. A sided signal exists once for each leg.
"""

from formcheck.signals import angles, back, places  # they register their signals
from formcheck.signals.registry import (
    ANY_VIEW,
    END_VIEW,
    REGISTRY,
    SIDE_VIEW,
    Signal,
    columns,
    measure,
    trunk_vector,
)

__all__ = [
    "ANY_VIEW",
    "END_VIEW",
    "REGISTRY",
    "SIDE_VIEW",
    "Signal",
    "angles",
    "back",
    "columns",
    "measure",
    "places",
    "trunk_vector",
]
