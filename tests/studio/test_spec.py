"""Clip descriptions are checked before anything is drawn; the message says what to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from sample_videos.studio.errors import SpecError, StudioError
from sample_videos.studio.exercises import EXERCISES
from sample_videos.studio.exercises.base import Exercise
from sample_videos.studio.reader import Reader
from sample_videos.studio.spec import Clip, parse_clip, read_clip, tomllib

CLIPS = sorted((Path(__file__).parents[2] / "sample_videos" / "clips").glob("[!.]*.toml"))


def parse(text: str) -> Clip:
    return parse_clip(Reader(tomllib.loads(text), "clip.toml"), "clip")


@pytest.mark.parametrize("path", CLIPS, ids=lambda path: path.stem)
def test_every_description_in_the_repository_is_sound(path: Path) -> None:
    assert read_clip(path).name == path.stem


def test_defaults_make_a_clip_of_an_exercise_alone() -> None:
    clip = parse('exercise = "quadruped-kickback"')
    assert clip.exercise is EXERCISES["quadruped-kickback"]
    assert clip.sides == ("L",) * 6
    assert clip.setup.support == "floor"


@pytest.mark.parametrize(("text", "field", "remedy"), [
    ("", "exercise", "standing-kickback"),
    ('exercise = "squat"', "'squat' is unknown", "standing-kickback"),
    ('exercise = "standing-kickback"\nvariant = "wide"', "variant", "straight, bent"),
    ('exercise = "standing-kickback"\nreps = 0', "reps", "1 to 60"),
    ('exercise = "standing-kickback"\nspeed = 3', "speed", "unknown key"),
    ('exercise = "standing-kickback"\nfps = 29', "fps", "choose one of"),
    ('exercise = "standing-kickback"\nsize = [641, 480]', "size", "even"),
    ('exercise = "standing-kickback"\n[body]\nage = 7', "body.age", "18 to 80"),
    ('exercise = "standing-kickback"\n[camera]\nzoom = 2', "camera.zoom", "unknown key"),
    ('exercise = "standing-kickback"\n[scene]\nprops = ["piano"]', "scene.props", "picture"),
    ('exercise = "standing-kickback"\n[clothes]\ntop = "red"', "clothes.top", "three numbers"),
    ('exercise = "standing-kickback"\n[[mistake]]\nid = "bouncing"', "mistake[1].id",
     "lumbar-arch"),
    ('exercise = "standing-kickback"\n[[mistake]]\nid = "swinging"', "mistake[1].reps", "[2, 4]"),
    ('exercise = "standing-kickback"\nreps = 4\n[[mistake]]\nid = "no-hold"\nreps = [5]',
     "rep 5 does not exist", "1 to 4"),
    ('exercise = "standing-kickback"\n[[mistake]]\nid = "hip-tilt"\nreps = [1]\nmagnitude = 90',
     "mistake[1].magnitude", "3 to 20"),
    ('exercise = "standing-kickback"\n[[mistake]]\nid = "hip-tilt"\nreps = [1, 2]\n'
     'magnitude = [9, 10, 11]', "mistake[1].magnitude", "2 of them"),
    ('exercise = "quadruped-kickback"\n[[mistake]]\nid = "hand-placement"\n'
     'reps = [1, 2]\nmagnitude = [0.3, 0.4]', "mistake[1].magnitude", "one number"),
    ('exercise = "standing-kickback"\nreps = 3\n[tempo]\nlift_s = [1.2, 1.3]', "tempo.lift_s",
     "3 of them"),
    ('exercise = "standing-kickback"\nside = "both"', "side", "left, right"),
    ('exercise = "reverse-hyper-bench"\nside = "left"', "side", "both"),
    ('exercise = "reverse-hyper-bench"\nreps = ["left", "right"]', "reps", "1 to 60"),
    ('exercise = "reverse-hyper-bench"\nreps = 4\n[[mistake]]\nid = "resting"\nreps = [4]',
     "mistake[1].reps", "1 to 3"),
    ('exercise = "reverse-hyper-machine"\n[[mistake]]\nid = "feet-apart"\nreps = [1]',
     "mistake[1].id", "hip-tilt"),
    ('exercise = "quadruped-kickback"\n[[mistake]]\nid = "lumbar-arch"\nreps = [2]\n'
     'magnitude = 30\n[[mistake]]\nid = "lumbar-arch"\nreps = [2]\nmagnitude = 25',
     "change lumbar by 59 degrees", "lessen a magnitude"),
    ('exercise = "standing-kickback"\nreps = 3\n[[break]]\nafter = 3', "break[1].after",
     "1 to 2"),
    ('exercise = "standing-kickback"\n[[break]]\nafter = 2\ndo = ["walk-off"]',
     "break[1].do", "squats"),
    ('exercise = "standing-kickback"\n[[break]]\nafter = 2\n[[break]]\nafter = 2',
     "break[2].after", "a rep of its own"),
    ('exercise = "standing-kickback"\n[range]\npeak = 90', "range.peak", "-120 to 60"),
    ('exercise = "standing-kickback"\n[range]\nstart = "low"', "range.start", "-120 to 60"),
    ('exercise = "none"\ndecoys = ["juggle"]', "decoys", "leg-swings"),
    ('exercise = "none"\ndecoys = "kneel"', "decoys", "forward-fold"),
])
def test_a_wrong_description_names_file_field_and_remedy(text: str, field: str, remedy: str,
                                                         ) -> None:
    with pytest.raises(SpecError) as error:
        parse(text)
    assert "clip.toml" in str(error.value)
    assert field in str(error.value)
    assert remedy in str(error.value)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="cannot be read"):
        read_clip(tmp_path / "nothing.toml")


def test_hand_placement_belongs_to_every_rep_of_the_set() -> None:
    clip = parse('exercise = "quadruped-kickback"\n[[mistake]]\nid = "hand-placement"')
    assert clip.mistakes[0].reps == (1, 2, 3, 4, 5, 6)
    assert clip.setup.hands_forward == pytest.approx(0.35)


def test_tempo_peak_and_magnitude_may_differ_from_rep_to_rep() -> None:
    clip = parse('exercise = "standing-kickback"\nreps = 3\n[tempo]\nlift_s = [1.2, 1.4, 1.6]\n'
                 '[range]\npeak = [20, 18, 16]\n'
                 '[[mistake]]\nid = "lumbar-arch"\nreps = [1, 3]\nmagnitude = [5, 20]')
    assert [lift for lift, *_ in clip.tempo] == [1.2, 1.4, 1.6]
    assert clip.peaks == (20, 18, 16)
    assert clip.mistakes[0].magnitudes == (5, 20)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.id)
def test_every_mistake_reaches_from_too_small_to_count_to_gross(exercise: Exercise) -> None:
    for name, mistake in exercise.mistakes.items():
        ends = sorted((mistake.low, mistake.high), key=lambda size: mistake.worse * size)
        assert mistake.low <= mistake.usual <= mistake.high, name
        assert mistake.counts(mistake.usual), name
        assert mistake.counts(ends[1]), name
        assert name == "side-switch" or not mistake.counts(ends[0]), name
