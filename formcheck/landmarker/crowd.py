"""Those who are followed, those lately lost, and which number is whose."""

from __future__ import annotations

from formcheck.landmarker.body import Look
from formcheck.landmarker.region import Region
from formcheck.landmarker.tracks import Track, is_near, is_part_of, same_person

KEEP_LOST_S = 5.0
"""Who is lost for longer comes back under a new number."""

_TWIN_FRAMES = 5


class Crowd:
    """The people of a film by their numbers, which are never used again.

    Somebody who passes before another may carry that one's track along: the next person found
    where the other had been is the other.

    Attributes:
        present: those followed, by number.
        lost: those whom the last frame that looked for them did not show.
    """

    def __init__(self) -> None:
        self._numbers = 0
        self.start_again()

    def start_again(self) -> None:
        """Nobody is known any more: another scene starts."""
        self.present: list[Track] = []
        self.lost: list[Track] = []
        self._merged: list[Track] = []

    @property
    def looks(self) -> dict[int, Look]:
        """How those present look, by number; without whom a track may have lost to another."""
        return {t.number: t.look for t in self.present if not t.may_show_another}

    @property
    def left_places(self) -> list[Region]:
        """Where somebody stayed whose track is elsewhere now: it may have gone with another."""
        left = (track.places.left_for(track.region) for track in (*self.present, *self._merged))
        return [place for place in left if place]

    def forget(self, now_s: float) -> None:
        """Give up on who has been away for too long."""
        self.lost = [t for t in self.lost if now_s - t.seen_s <= KEEP_LOST_S]
        self._merged = [t for t in self._merged if now_s - t.seen_s <= KEEP_LOST_S]

    def lose(self, track: Track) -> None:
        """One of those present is not found any more."""
        self.present.remove(track)
        self.lost.append(track)
        self._passes_by(track)

    def welcome(self, look: Look, now_s: float) -> None:
        """Follow somebody whom nobody follows yet: one who was lost there, or is new."""
        track = Track.start(self._number_there(look.following), look, now_s)
        known = [*self.present, *self.lost, *self._merged]
        carried_off = next((t for t in known if t.places.include(look.pose)), None)
        if carried_off:
            track.continue_for(carried_off)
        self.present.append(track)
        self.present.sort(key=lambda track: track.number)

    def _number_there(self, region: Region) -> int:
        returned = next((t for t in self.lost if is_near(t.region, region)), None)
        if returned:
            self.lost.remove(returned)
            return returned.number
        self._numbers += 1
        return self._numbers

    def drop_twins(self) -> None:
        """Of two tracks that have come to follow one person, the one whose person has been there
        stays, else the older one; one that follows a mere piece of a person goes in any case."""
        for track in self.present:
            others = [each for each in self.present if each is not track]
            twin = any(_yields(track, other) for other in others)
            track.twin_frames = track.twin_frames + 1 if twin else 0
            if twin:
                self._passes_by(track)
        self._merged += [t for t in self.present if t.twin_frames >= _TWIN_FRAMES]
        self.present = [t for t in self.present if t.twin_frames < _TWIN_FRAMES]

    def _passes_by(self, passer: Track) -> None:
        """Remember whose tracks may go on with somebody who came along and is not told apart."""
        if passer.places.has_come_to(passer.pose):
            for track in self.present:
                if track is not passer and track.may_go_with(passer):
                    track.met_s = passer.seen_s


def _yields(track: Track, other: Track) -> bool:
    """Whether the other track shows the person as well, and sooner or wholly."""
    if is_part_of(track.pose, other.pose):
        return True
    return same_person(track.pose, other.pose) and _rank(other) < _rank(track)


def _rank(track: Track) -> tuple[bool, int]:
    return not track.stays, track.number
