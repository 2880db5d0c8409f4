"""Reports to test with: what the page and the summary have to cope with, made from plain tables."""

from __future__ import annotations

import cv2
import numpy as np

from formcheck.report.model import (
    Band,
    Candidate,
    Described,
    Evidence,
    Exercise,
    MistakeSummary,
    NotCounted,
    Plan,
    PlanAsked,
    PlanDone,
    Plot,
    Program,
    Rep,
    Report,
    ReportWarning,
    Scene,
    SetResult,
    Side,
    SideSummary,
    Symmetry,
    Target,
    Tempo,
    Timing,
    Verdict,
    Video,
    View,
)

from .acting import KINDS, NAMES, Film, Kind, Move, abstain, act

SEVEN = (
    Move(),
    Move(23.5),
    Move(41.2, ("over-range", "lumbar-arch")),
    Move(21.0, (), ("torso-rocking",)),
    Move(24.4, ("swinging", "no-hold")),
    Move(9.1, ("short-range",)),
    Move(43.0, ("over-range", "lumbar-arch", "dropped-return")),
)


def seven_reps() -> Report:
    """A realistic set: seven reps, four faulty ones, two mistakes that cannot be judged."""
    return _report(SEVEN)


def no_mistakes() -> Report:
    """A clean set on which everything but the view's blind spots could be judged."""
    return _report(tuple(Move(20 + number % 3) for number in range(15)))


def nothing_judgable() -> Report:
    """Reps are counted, but the view shows none of the mistakes."""
    report = _report((Move(), Move(), Move()))
    for verdict in (verdict for rep in report.reps for verdict in rep.mistakes):
        abstain(verdict)
    report.mistakes = _summaries(report.reps)
    report.sets = _sets(report.reps)
    report.evidence = []
    report.headline = [
        "3 reps counted. None of the mistakes could be judged: the camera stood in front."
    ]
    return report


def two_sets() -> Report:
    """Five reps on each leg, the left set weaker."""
    right = tuple(Move(23, side="right") for _ in range(5))
    left = tuple(Move(17, ("no-hold",) if n > 2 else (), side="left", set=2) for n in range(5))
    report = _report(right + left)
    remarks = ["The left leg lifts 6° less high than the right."]
    report.symmetry = Symmetry(
        left=_side(report, "left"), right=_side(report, "right"), remarks=remarks
    )
    return report


def many_reps() -> Report:
    """Thirty reps, each fourth one faulty."""
    return _report(tuple(Move(40, ("over-range",)) if n % 4 == 3 else Move() for n in range(30)))


def nobody() -> Report:
    """Nobody is in the picture."""
    report = _report(())
    report.exercise = Exercise(id=None, alike=[], chosen_by="recognised", confidence=None,
                               candidates=[])  # fmt: skip
    report.scenes[0].view = View(name=None, azimuth_deg=None, share_of_frames_judgable=0)
    report.mistakes, report.plots, report.plan = [], [], None
    report.headline = ["Nobody was found in the picture, so nothing could be judged."]
    report.warnings = [ReportWarning(code="no-person", message="No person was found in any frame.")]
    return report


ALL = {
    maker.__name__: maker
    for maker in (seven_reps, no_mistakes, nothing_judgable, two_sets, many_reps, nobody)
}


def pictures(report: Report) -> dict[str, bytes]:
    """Stand-ins for the evidence frames, as JPEG: a grey wall with the time on it."""
    drawn = {}
    for evidence in report.evidence:
        image = np.full((600, 480, 3), 190, np.uint8)
        image[430:] = 120
        cv2.ellipse(image, (240, 300), (60, 170), 0, 0, 360, (90, 110, 160), -1)
        cv2.putText(image, f"{evidence.frame_s:.2f} s", (20, 50), 0, 1, (30, 30, 30), 2)
        drawn[str(evidence.picture)] = cv2.imencode(".jpg", image)[1].tobytes()
    return drawn


def _report(moves: tuple[Move, ...]) -> Report:
    film = act(moves)
    summaries = _summaries(film.reps)
    sets = _sets(film.reps)
    clean = sum(each.clean_reps for each in sets)
    return Report(
        program=Program(version="0.1.0", engine="mediapipe 0.10.21 full, mask",
                        model_sha256="9f" * 32),
        video=Video(name="kickback right leg.mp4", sha256="3c" * 32,
                    duration_s=film.time_s[-1], width=1280, height=720, rotation_deg=0,
                    frames=int(film.time_s[-1] * 30), mean_fps=29.97, variable_rate=True),
        exercise=Exercise(id="standing-kickback", name="Standing kickback", alike=[],
                          chosen_by="recognised", confidence=0.94,
                          candidates=[Candidate(id="standing-kickback", confidence=0.94),
                                      Candidate(id="machine-kickback", confidence=0.05)]),
        scenes=[Scene(from_s=0, to_s=film.time_s[-1],
                      view=View(name="side-right", azimuth_deg=-86.5,
                                share_of_frames_judgable=0.97))],
        reps=film.reps,
        not_counted=[NotCounted(from_s=0.4, to_s=1.9, reason="Walking into position.")],
        mistakes=summaries,
        sets=sets,
        plan=_plan(sets),
        symmetry=None,
        warnings=[ReportWarning(code="low-light", message="The picture is dark (mean brightness 61 "
                                "of 255): measuring errors are larger.")],
        timing=Timing(frames_per_second=48.2, realtime_factor=1.61),
        headline=[f"{len(film.reps)} reps counted, {clean} of them clean."] + [
            f"{each.name} on {len(each.reps)} reps." for each in summaries if each.reps],
        advice=["Put a second film beside this one: from behind, camera at hip height, to judge "
                "whether the hips stay level."],
        reminders=["Squeeze the glutes at the top.", "Breathe out as the leg rises.",
                   "Stop at sharp pain."],
        evidence=_evidence(film.reps),
        plots=_plots(film, sets),
        described=Described(client="Example", date="2026-05-04", load="2 kg at the ankle"),
    )  # fmt: skip


def _summaries(reps: list[Rep]) -> list[MistakeSummary]:
    switch = MistakeSummary(
        id="side-switch", name="Legs switched", verdict="not_seen", reps=[], reason=None,
        cue="Finish one leg first.", first_frame_s=None)  # fmt: skip
    return [_summary(kind, reps) for kind in KINDS] + [switch]


def _summary(kind: Kind, reps: list[Rep]) -> MistakeSummary:
    found = [(rep.number, each) for rep in reps for each in rep.mistakes if each.id == kind.id]
    seen = [(number, each) for number, each in found if each.verdict == "seen"]
    judged = [each for _, each in found if each.verdict != "cannot_be_judged"]
    verdict: Verdict = "cannot_be_judged"
    if seen:
        verdict = "seen"
    elif found and len(judged) >= 0.8 * len(found):
        verdict = "not_seen"
    reasons = [each.reason for _, each in found if each.reason]
    return MistakeSummary(
        id=kind.id, name=kind.name, verdict=verdict, reps=[number for number, _ in seen],
        reason=(reasons or ["There was no rep."])[0] if verdict == "cannot_be_judged" else None,
        cue=kind.cue, first_frame_s=seen[0][1].frame_s if seen else None,
        limit_is="at_most" if kind.at_most else "at_least", origin="project choice")  # fmt: skip


def _sets(reps: list[Rep]) -> list[SetResult]:
    numbers = sorted({rep.set for rep in reps})
    return [_set(number, [rep for rep in reps if rep.set == number], numbers[-1])
            for number in numbers]  # fmt: skip


def _set(number: int, reps: list[Rep], last: int) -> SetResult:
    clean = [rep for rep in reps if rep.complete and not _seen(rep)]
    first = reps[0].phases
    return SetResult(
        number=number, from_s=reps[0].start_s, to_s=reps[-1].end_s, side=reps[0].side,
        reps=len(reps), clean_reps=len(clean), target=Target(low=15, high=20),
        rest_after_s=None if number == last else 32.4,
        tempo=Tempo(lift_s=first.lift_s, hold_s=first.hold_s, lower_s=first.lower_s,
                    rest_s=first.rest_s, rep_s=reps[0].end_s - reps[0].start_s),
        mistakes=_summaries(reps))  # fmt: skip


def _plan(sets: list[SetResult]) -> Plan:
    rests = [each.rest_after_s for each in sets if each.rest_after_s is not None]
    return Plan(
        asked=PlanAsked(reps=Target(low=15, high=20), rest_s=30, sets_at_most=4),
        done=PlanDone(sets=len(sets), reps=[each.reps for each in sets], rests_s=rests),
        remarks=["The plan asks for 15 to 20 reps in a set."])  # fmt: skip


def _side(report: Report, side: Side) -> SideSummary:
    reps = [rep for rep in report.reps if rep.side == side]
    return SideSummary(
        reps=len(reps), clean_reps=sum(not _seen(rep) for rep in reps), peak=reps[0].range.peak,
        unit="deg", lift_s=reps[0].phases.lift_s, lower_s=reps[0].phases.lower_s)  # fmt: skip


def _seen(rep: Rep) -> bool:
    return any(each.verdict == "seen" for each in rep.mistakes)


def _evidence(reps: list[Rep]) -> list[Evidence]:
    seen = [(rep, each) for rep in reps for each in rep.mistakes if each.verdict == "seen"]
    return [
        Evidence(rep=rep.number, mistake=each.id, frame_s=each.frame_s or 0,
                 caption=f"{NAMES[each.id]} at {each.frame_s:.1f} s.",
                 picture=f"rep{rep.number}-{each.id}.jpg")
        for rep, each in seen
    ]  # fmt: skip


def _plots(film: Film, sets: list[SetResult]) -> list[Plot]:
    return [
        Plot(set=each.number, signal="thigh_trunk_angle", unit="deg",
             label="Thigh against trunk (+ is behind the line of the trunk)",
             time_s=[at for at in film.time_s if each.from_s - 3 <= at <= each.to_s + 2],
             value=[value for at, value in zip(film.time_s, film.value, strict=True)
                    if each.from_s - 3 <= at <= each.to_s + 2],
             target=Band(low=15, high=30))
        for each in sets
    ]  # fmt: skip
