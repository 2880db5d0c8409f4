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
        known_limits: what a camera cannot tell of it, in any exercise.
    """

    id: str
    name: str
    what: str
    why: str
    known_limits: str


MISTAKES: dict[str, Mistake] = {
    mistake.id: mistake
    for mistake in (
        Mistake(
            "lumbar-arch",
            "lower back arched",
            "The lower back extends to help the lift.",
            "The leg only seems to go further: the back moves in place of the hip and takes the "
            "load that the glutes should take.",
            "Told from the edge of the back: a shirt that bridges its hollow hides it, and some "
            "10 degrees of extension are at the edge of what is seen.",
        ),
        Mistake(
            "lumbar-round",
            "back rounded",
            "The back rounds against its own neutral line.",
            "A rounded back gives the hip no firm base to extend against.",
            "Told from the edge of the back: a loose shirt hides it, or bulges by itself.",
        ),
        Mistake(
            "over-range",
            "lifted too far",
            "The leg is lifted past the safe end of the movement.",
            "The hip has only about 20 degrees behind the line of the trunk; whatever lies beyond "
            "comes from the pelvis and the lower back.",
            "A camera more than some 20 degrees off the side sees the leg too short.",
        ),
        Mistake(
            "short-range",
            "range too short",
            "The movement stops short of the range that the exercise asks for.",
            "The glutes work hardest near the end of the range, which such a rep leaves out.",
            "A start that is not the usual one shifts the angle by as much; bulky clothes do so "
            "by a few degrees.",
        ),
        Mistake(
            "swinging",
            "swung up",
            "The leg is thrown up by momentum instead of being lifted.",
            "Momentum takes the work off the muscle and ends in a jerk at the top.",
            "Only speed is seen, not effort: a quick lift with much muscle looks the same.",
        ),
        Mistake(
            "dropped-return",
            "dropped on the way back",
            "The leg or the weight falls back instead of being lowered.",
            "Lowering under control is half of the work, and a fall ends in a jolt.",
            "Only speed is seen; under 20 pictures a second a fall is timed too coarsely.",
        ),
        Mistake(
            "bouncing",
            "bounced out of the bottom",
            "The movement turns round at the bottom with a rebound.",
            "The rebound lifts the load in place of the muscle.",
            "The turn lasts some tenths of a second: slow cameras and blurred pictures miss it.",
        ),
        Mistake(
            "uneven-tempo",
            "uneven tempo",
            "The lowering is not as steady as the lift.",
            "An even tempo keeps the muscle under load through the whole range.",
            "Small jerks drown in the noise of the landmarks.",
        ),
        Mistake(
            "no-hold",
            "no pause at the top",
            "There is no pause at the peak of the movement.",
            "A short stop shows that the muscle holds the leg, and not its momentum.",
            "A hold is timed to some 0.1 to 0.2 s, so short stops are not judged.",
        ),
        Mistake(
            "resting",
            "rested between reps",
            "The leg rests on the floor between two reps.",
            "A rest within the set takes the load off the muscle.",
            "Whether the load is really laid down is not seen, only that nothing moves.",
        ),
        Mistake(
            "hip-tilt",
            "hips not level",
            "The pelvis tilts or turns, so that one hip is higher than the other.",
            "The lower back twists along, and the leg's height no longer tells what the hip did.",
            "Seen only from behind or in front, and there only where reps can be counted; the "
            "model shows about half of the tilt.",
        ),
        Mistake(
            "hip-lift",
            "hips left the pad",
            "The hips lift off the pad or the bench.",
            "The lower back takes part, and the load moves off the working muscle.",
            "Told from the place of the hips in the picture: a camera that moves, or hips hidden "
            "by a machine, leave it open.",
        ),
        Mistake(
            "torso-rocking",
            "trunk rocked",
            "The trunk sways or rocks along with the leg.",
            "A trunk that is not braced lends the leg its momentum.",
            "Swaying sideways is not seen from the side.",
        ),
        Mistake(
            "locked-knee",
            "knee locked",
            "A knee that carries weight is pushed straight or past straight.",
            "The load then rests on the joint instead of the muscles around it.",
            "One camera reads a knee to within some 6 degrees, and soft knees too straight.",
        ),
        Mistake(
            "knee-drift",
            "knee angle changed",
            "The knee bends or straightens where its angle should stay as it is.",
            "The muscles of the thigh take over, and the lever of the leg changes during the rep.",
            "A knee that turns out of the picture's plane seems to bend.",
        ),
        Mistake(
            "feet-apart",
            "feet apart",
            "The feet do not stay close together.",
            "With the feet apart the legs share the load unevenly.",
            "Seen only from behind or in front, where a reverse hyper's reps cannot be counted: "
            "no single camera shows it.",
        ),
        Mistake(
            "hand-placement",
            "hands or knees out of place",
            "The hands are not under the shoulders, or the knees not under the hips.",
            "The support then leans, and the trunk has to make up for it.",
            "Judged against the body, not the floor: a camera far from the side shifts hands and "
            "knees.",
        ),
        Mistake(
            "neck-out-of-line",
            "neck out of line",
            "The head is lifted or dropped out of the line of the spine.",
            "The rest of the back tends to follow the head.",
            "Hair, caps and hoods move the points of the head that it is told from.",
        ),
        Mistake(
            "unstable",
            "lost stability",
            "The trunk sways on the ball.",
            "The effort goes into balance in place of the movement.",
            "Sway towards the camera is not seen.",
        ),
        Mistake(
            "hip-break",
            "folded at the hips",
            "The body folds at the hips instead of being lowered in one piece.",
            "Folding shortens the lever and takes the load off the hamstrings.",
            "A trunk that rounds looks like a fold at the hips.",
        ),
        Mistake(
            "side-switch",
            "legs switched within the set",
            "The working leg changes before the set is done.",
            "Each leg then gets a rest that the set does not plan.",
            "From the side, a hidden far leg may be taken for the near one.",
        ),
        Mistake(
            "side-imbalance",
            "one side weaker",
            "Range, speed or number of reps differ between the legs.",
            "A lasting difference is worth training on its own.",
            "Both legs have to be filmed alike: a leg on the far side is measured less well, a way "
            "as short as a standing kick's so badly that only the number of reps is compared; turn "
            "round for the other leg. A report knows its own film; two films of one day are "
            "compared by a client's history.",
        ),
        Mistake(
            "too-heavy",
            "load too heavy",
            "Form is given up as the set goes on: range and speed of the reps fall together.",
            "The load asks for more than can be done in good form.",
            "Only the fall of form within the set is seen, not the load; a few reps do not show "
            "it.",
        ),
        Mistake(
            "off-plan",
            "outside the plan",
            "Reps, sets, or the rest between them lie outside the plan for the exercise.",
            "The plan sets how much work the muscle gets, and how much rest.",
            "Only what one film shows counts; what a day and a week amount to is told by a "
            "client's history.",
        ),
    )
}
