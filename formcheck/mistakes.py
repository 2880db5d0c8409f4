"""The mistakes that reports name: what each one is, and why it is worth telling.

How a mistake is measured, its limit and where that comes from differ from exercise to exercise;
they stand in the rule modules.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in words.

    Attributes:
        id: as reports and rule modules write it.
        name: a few words for a heading.
        what: what it is.
        why: why it matters.
    """

    id: str
    name: str
    what: str
    why: str


MISTAKES: dict[str, Mistake] = {
    mistake.id: mistake
    for mistake in (
        Mistake(
            "lumbar-arch",
            "lower back arched",
            "The lower back extends to help the lift.",
            "The leg only seems to go further: the back moves in place of the hip and takes the "
            "load that the glutes should take.",
        ),
        Mistake(
            "lumbar-round",
            "back rounded",
            "The back rounds against its own neutral line.",
            "A rounded back gives the hip no firm base to extend against.",
        ),
        Mistake(
            "over-range",
            "lifted too far",
            "The leg is lifted past the safe end of the movement.",
            "The hip has only about 20 degrees behind the line of the trunk; whatever lies beyond "
            "comes from the pelvis and the lower back.",
        ),
        Mistake(
            "short-range",
            "range too short",
            "The movement stops short of the range that the exercise asks for.",
            "The glutes work hardest near the end of the range, which such a rep leaves out.",
        ),
        Mistake(
            "swinging",
            "swung up",
            "The leg is thrown up by momentum instead of being lifted.",
            "Momentum takes the work off the muscle and ends in a jerk at the top.",
        ),
        Mistake(
            "dropped-return",
            "dropped on the way back",
            "The leg or the weight falls back instead of being lowered.",
            "Lowering under control is half of the work, and a fall ends in a jolt.",
        ),
        Mistake(
            "bouncing",
            "bounced out of the bottom",
            "The movement turns round at the bottom with a rebound.",
            "The rebound lifts the load in place of the muscle.",
        ),
        Mistake(
            "uneven-tempo",
            "uneven tempo",
            "The lowering is not as steady as the lift.",
            "An even tempo keeps the muscle under load through the whole range.",
        ),
        Mistake(
            "no-hold",
            "no pause at the top",
            "There is no pause at the peak of the movement.",
            "A short stop shows that the muscle holds the leg, and not its momentum.",
        ),
        Mistake(
            "resting",
            "rested between reps",
            "The leg rests on the floor between two reps.",
            "A rest within the set takes the load off the muscle.",
        ),
        Mistake(
            "hip-tilt",
            "hips not level",
            "The pelvis tilts or turns, so that one hip is higher than the other.",
            "The lower back twists along, and the leg's height no longer tells what the hip did.",
        ),
        Mistake(
            "hip-lift",
            "hips left the pad",
            "The hips lift off the pad or the bench.",
            "The lower back takes part, and the load moves off the working muscle.",
        ),
        Mistake(
            "torso-rocking",
            "trunk rocked",
            "The trunk sways or rocks along with the leg.",
            "A trunk that is not braced lends the leg its momentum.",
        ),
        Mistake(
            "locked-knee",
            "knee locked",
            "A knee that carries weight is pushed straight or past straight.",
            "The load then rests on the joint instead of the muscles around it.",
        ),
        Mistake(
            "knee-drift",
            "knee angle changed",
            "The knee bends or straightens where its angle should stay as it is.",
            "The muscles of the thigh take over, and the lever of the leg changes during the rep.",
        ),
        Mistake(
            "feet-apart",
            "feet apart",
            "The feet do not stay close together.",
            "With the feet apart the legs share the load unevenly.",
        ),
        Mistake(
            "hand-placement",
            "hands or knees out of place",
            "The hands are not under the shoulders, or the knees not under the hips.",
            "The support then leans, and the trunk has to make up for it.",
        ),
        Mistake(
            "neck-out-of-line",
            "neck out of line",
            "The head is lifted or dropped out of the line of the spine.",
            "The rest of the back tends to follow the head.",
        ),
        Mistake(
            "unstable",
            "lost stability",
            "The trunk sways on the ball.",
            "The effort goes into balance in place of the movement.",
        ),
        Mistake(
            "hip-break",
            "folded at the hips",
            "The body folds at the hips instead of being lowered in one piece.",
            "Folding shortens the lever and takes the load off the hamstrings.",
        ),
        Mistake(
            "side-switch",
            "legs switched within the set",
            "The working leg changes before the set is done.",
            "Each leg then gets a rest that the set does not plan.",
        ),
        Mistake(
            "side-imbalance",
            "one side weaker",
            "Range, speed or number of reps differ between the legs.",
            "A lasting difference is worth training on its own.",
        ),
        Mistake(
            "too-heavy",
            "load too heavy",
            "Form is given up as the set goes on: the range or the speed falls, or momentum grows.",
            "The load asks for more than can be done in good form.",
        ),
        Mistake(
            "off-plan",
            "outside the plan",
            "Reps, sets or rests lie outside the plan for the exercise.",
            "The plan sets how much work the muscle gets, and how much rest.",
        ),
    )
}
