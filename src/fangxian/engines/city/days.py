"""Days of synthetic people: where each is, slot by slot, never at two places at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fangxian.engines.city.kinds import CODE, KINDS, OCCUPATIONS, SLOTS, Slot
from fangxian.engines.city.people import People
from fangxian.engines.city.venues import BLOCK, Chooser

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]
NEAR, DISTRICT = 0.55, 0.33
"""Shares of outings near home and anywhere in the district; the others go anywhere in the city."""

NEIGHBOURS = 5
"""Near home: so many communities up and down the tree's list, which goes street by street."""


@dataclass(frozen=True)
class Stays:
    """One entry per presence: person and venue codes, minutes since 1970 in UTC."""

    person: Codes
    venue: Codes
    arrive: Ints
    leave: Ints

    def __len__(self) -> int:
        return len(self.person)

    def take(self, rows: npt.NDArray) -> "Stays":
        """Return the stays of these positions (or where the mask is true)."""
        return Stays(self.person[rows], self.venue[rows], self.arrive[rows], self.leave[rows])


def join(parts: list[Stays]) -> Stays:
    """Return all stays as one.

    >>> one = Stays(np.array([1], "u4"), np.array([2], "u4"), np.array([3]), np.array([4]))
    >>> len(join([one, one]))
    2
    """
    names = ("person", "venue", "arrive", "leave")
    return Stays(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


@dataclass(frozen=True)
class Calendar:
    """The local days of a city: the UTC minute of each midnight, and which days are weekends."""

    midnights: Ints
    weekend: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.midnights)


def live_days(
    people: People,
    first_person: int,
    work: Codes,
    calendar: Calendar,
    chooser: Chooser,
    district: int,
    city: tuple[int, int],
    density: float,
    rng: np.random.Generator,
) -> Stays:
    """Return the presences of one district's people on all days of the calendar.

    `first_person`: the code of the district's first person. `city`: the districts [from, to) of its
    city. `density` 1 gives about 12 presences a person in 15 days, 6.5 about 40 (no slot is used twice).

    >>> from fangxian.engines.city.people import DistrictFigures, make_people
    >>> from fangxian.engines.city.venues import employ, make_venues
    >>> figures = DistrictFigures("d", np.array([300]), np.array([True]), 2.6, 0.25, 0.15)
    >>> rng = np.random.default_rng(1)
    >>> people, venues = make_people(figures, rng), make_venues([figures], [rng])
    >>> work = employ(people, venues, 0, rng)
    >>> day = Calendar(np.array([27_107_520]), np.array([True]))
    >>> stays = live_days(people, 0, work, day, Chooser(venues), 0, (0, 1), 1.0, rng)
    >>> bool((stays.leave > stays.arrive).all())
    True
    """
    groups = group_of(people)
    parts = []
    for slot in SLOTS:
        who, day, kind = _outings(slot, groups, calendar, density, rng)
        venue = _venues(kind, work[who], people.community[who], chooser, district, city, rng)
        arrive, minutes = _times(slot, kind, rng)
        begin = calendar.midnights[day] + arrive
        person = (who + first_person).astype(np.uint32)
        parts.append(Stays(person, venue, begin, begin + minutes))
    return join(parts)


def group_of(people: People) -> npt.NDArray[np.uint8]:
    """Return the position in `kinds.GROUPS` of each person."""
    employed = np.isin(
        people.occupation,
        [OCCUPATIONS.index(name) for name in ("worker", "health_worker", "food_worker", "teacher")],
    )
    return np.select([people.age < 6, people.age < 18, employed, people.age < 65], [0, 1, 2, 3], 4).astype(
        np.uint8
    )


def _outings(
    slot: Slot, groups: npt.NDArray[np.uint8], calendar: Calendar, density: float, rng: np.random.Generator
) -> tuple[Ints, Ints, Ints]:
    """Return (person position, day, kind) of everyone who goes somewhere in this slot."""
    edges = np.cumsum(np.stack([slot.shares(False, density), slot.shares(True, density)]), axis=2)
    weekend = calendar.weekend.astype(np.int64)
    draws = rng.random((len(groups), len(calendar)), dtype=np.float32)
    goes = draws < edges[weekend[None, :], groups[:, None], -1].astype(np.float32)
    who, day = np.nonzero(goes)
    mine = edges[weekend[day], groups[who]]
    kind = (draws[goes][:, None] >= mine).sum(axis=1)
    return who, day, np.minimum(kind, len(KINDS) - 1)


def _venues(
    kind: Ints,
    work: Codes,
    home: npt.NDArray[np.int32],
    chooser: Chooser,
    district: int,
    city: tuple[int, int],
    rng: np.random.Generator,
) -> Codes:
    venue = work.copy()
    own, whole = (district * BLOCK, (district + 1) * BLOCK), (city[0] * BLOCK, city[1] * BLOCK)
    reach, draws = rng.random(len(kind)), rng.random(len(kind))
    here = own[0] + home.astype(np.int64)
    tiers = [reach < NEAR, reach < NEAR + DISTRICT]
    low = np.select(tiers, [np.maximum(here - NEIGHBOURS, own[0]), own[0]], whole[0])
    high = np.select(tiers, [np.minimum(here + NEIGHBOURS + 1, own[1]), own[1]], whole[1])
    for code in np.unique(kind[kind != CODE["workplace"]]):
        rows = np.flatnonzero(kind == code)
        venue[rows] = chooser.choose(int(code), (low[rows], high[rows]), own, draws[rows])
    return venue


def _times(slot: Slot, kind: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Return arrival (minutes after midnight) and length of each stay, both inside the slot."""
    length = slot.to_minute - slot.from_minute
    median = np.array([one.minutes for one in KINDS])[kind]
    spread = np.array([one.spread for one in KINDS])[kind]
    minutes = np.clip(median * np.exp(rng.standard_normal(len(kind)) * spread), 5, length).astype(np.int64)
    start = slot.from_minute + (rng.random(len(kind)) * (length - minutes + 1)).astype(np.int64)
    return start, minutes
