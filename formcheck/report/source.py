"""The report's models of where it comes from: program, video, exercise, view, speed."""

from __future__ import annotations

from pydantic import Field

from formcheck.report.fields import (
    ChosenBy,
    Degrees,
    FileName,
    Model,
    Rate,
    Resistance,
    Seconds,
    Share,
    Side,
    ViewName,
)


class Program(Model):
    """What made the report."""

    version: str = Field(description="version of formcheck")
    engine: str = Field(description="what ran the pose model")
    model_sha256: str | None = Field(description="SHA-256 of the pose model, hexadecimal")
    smoothing: str | None = Field(
        None, description="the filter put over the landmarks before anything is measured"
    )


class Video(Model):
    """The file that was analysed, as shown (after rotation)."""

    name: FileName = Field(description="file name without its folder")
    sha256: str | None = Field(description="SHA-256 of the file, hexadecimal")
    duration_s: Seconds | None = Field(description="time of the last frame shown, s")
    width: int = Field(ge=0, description="pixels, after rotation")
    height: int = Field(ge=0, description="pixels, after rotation")
    rotation_deg: int = Field(description="clockwise turn that the file asks for, degrees")
    frames: int = Field(ge=0, description="frames decoded")
    mean_fps: Rate | None = Field(description="frames per second, mean")
    variable_rate: bool = Field(description="the times between frames differ")


class Candidate(Model):
    """An exercise that the movement might be."""

    id: str = Field(description="exercise id")
    confidence: Share = Field(ge=0, le=1, description="0..1")


class OtherSet(Model):
    """A set of another exercise in the same film, which is not judged."""

    id: str = Field(description="exercise id")
    from_s: Seconds = Field(description="start of its first rep, s")
    to_s: Seconds = Field(description="end of its last rep, s")
    reps: int = Field(ge=1, description="how many its rules count")


class Exercise(Model):
    """The exercise by whose rules the set was judged."""

    id: str | None = Field(description="exercise id; null where none was chosen or recognised")
    alike: list[str] = Field(description="exercise ids that look the same on video")
    chosen_by: ChosenBy = Field(description="the user named it, or it was recognised")
    confidence: Share | None = Field(ge=0, le=1, description="0..1; null where the user chose")
    candidates: list[Candidate] = Field(description="most likely first")
    name: str | None = Field(default=None, description="the exercise in plain words")
    variant: str | None = Field(
        default=None, description="the variant by which most reps were judged; null: none is known"
    )
    variant_chosen_by: ChosenBy | None = Field(
        default=None, description="the user named the variant, or the pictures showed it"
    )
    others: list[OtherSet] = Field(
        default_factory=list, description="sets of other exercises in the film, by time"
    )


class View(Model):
    """From where the camera sees the person."""

    name: ViewName | None = Field(description="side-left: the person's left side is nearer")
    azimuth_deg: Degrees | None = Field(
        description="camera around the person, degrees: 0 in front, 90 at their left, "
        "180 behind, -90 at their right"
    )
    share_of_frames_judgable: Share | None = Field(ge=0, le=1, description="0..1")


class Scene(Model):
    """A stretch without a cut or a move of the camera."""

    from_s: Seconds = Field(description="first frame, s")
    to_s: Seconds = Field(description="last frame, s")
    view: View


class ReportWarning(Model):
    """Something about the video or the analysis that the reader should know."""

    code: str = Field(description="no-person, low-light, cut-off, two-people, truncated, ...")
    message: str = Field(description="in plain words")


class Timing(Model):
    """How fast the analysis ran."""

    frames_per_second: Rate | None = Field(ge=0)
    realtime_factor: Rate | None = Field(
        ge=0, description="length of the video over the time taken; above 1 is faster than live"
    )


class Described(Model):
    """What the user said about the set."""

    client: str | None = None
    date: str | None = Field(default=None, description="ISO 8601")
    load: str | None = None
    resistance: Resistance | None = Field(
        default=None, description="what the load was; nothing is judged by it"
    )
    variant: str | None = Field(
        default=None, description="the variant that the user named, whether or not there is one"
    )
    side: Side | None = Field(
        default=None, description="the side that was trained, the person's own"
    )

    @property
    def load_note(self) -> str | None:
        """Resistance and load as one note; None where nothing was said of them."""
        kind = {None: "", "none": "no resistance"}.get(self.resistance, self.resistance or "")
        return ", ".join(each for each in (kind.replace("-", " "), self.load) if each) or None
