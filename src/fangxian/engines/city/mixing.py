"""Who is close to whom in a synthetic city: households, teams at work, classes at school, venues within reach.

Figures of this project's own making are marked as assumptions; `benchmarks/validity` says what follows from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fangxian.engines.city.kinds import CODE, KINDS, OCCUPATIONS
from fangxian.engines.city.people import DistrictFigures, make_people
from fangxian.engines.city.venues import make_venues

Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint32]

NOBODY = np.uint32(0xFFFFFFFF)
CLASS_SIZE = 35
"""Pupils of a class; assumption."""
TEAM_MEAN = 12.0
"""People of a team, of whom the smallest have two; assumption."""
WORKS_ELSEWHERE = 0.1
"""Share of workers whose team is anywhere in the city, not in their own district; assumption."""
VACCINATED = np.uint8(0x80)


@dataclass(frozen=True)
class Quarter:
    """A district: what its people are drawn from, the street (numbered in the city) of each community, its city."""

    figures: DistrictFigures
    streets: Ints
    city: int


@dataclass(frozen=True)
class Mixing:
    """The columns of a city, sorted by geography; `engines.epidemic.Ground` says what each holds."""

    household: Words
    household_first: Words
    group: Words
    group_first: Words
    member: Words
    group_kind: npt.NDArray[np.uint8]
    group_community: Words
    age: npt.NDArray[np.uint8]
    community_first: Words
    venue_community: Words
    venue_sum: npt.NDArray[np.float64]
    venue_first: Ints


def mix(quarters: Sequence[Quarter], seed: int, vaccinated_share: float) -> Mixing:
    """Draw a city: people by household and community, then teams, classes and venues.

    >>> figures = DistrictFigures("d", np.array([600, 400]), np.array([True, False]), 2.6, 0.25, 0.15)
    >>> city = mix([Quarter(figures, np.array([0, 0]), 0)], 1, 0.5)
    >>> len(city.age), bool((city.group[city.member] != NOBODY).all())
    (1000, True)
    """
    parts = [make_people(q.figures, np.random.default_rng([seed, 0, n])) for n, q in enumerate(quarters)]
    counts = [len(quarter.streets) for quarter in quarters]
    first_community = np.cumsum([0, *counts])
    community = np.concatenate([part.community + first_community[n] for n, part in enumerate(parts)])
    age = np.concatenate([part.age for part in parts])
    occupation = np.concatenate([part.occupation for part in parts])
    rng = np.random.default_rng([seed, 1])
    group, group_first, member, group_kind, group_community = _groups(
        quarters, counts, community, age, occupation, rng
    )
    grown = (age >= 18) & (rng.random(len(age)) < vaccinated_share)
    return Mixing(
        *_households([part.household for part in parts]),
        group=group,
        group_first=group_first,
        member=member,
        group_kind=group_kind,
        group_community=group_community,
        age=np.where(grown, age | VACCINATED, age).astype(np.uint8),
        community_first=_starts(community, int(first_community[-1])),
        **_venues(quarters, first_community, seed),
    )


def _households(parts: Sequence[npt.NDArray[np.int32]]) -> tuple[Words, Words]:
    sizes = [int(part[-1]) + 1 if len(part) else 0 for part in parts]
    offsets = np.cumsum([0, *sizes])
    household = np.concatenate([part + offsets[n] for n, part in enumerate(parts)]).astype(np.uint32)
    return household, _starts(household, int(offsets[-1]))


def _starts(sorted_keys: npt.NDArray[np.integer], keys: int) -> Words:
    """Return where each key begins in a sorted column, and its length at the end."""
    return np.concatenate([[0], np.cumsum(np.bincount(sorted_keys, minlength=keys))]).astype(np.uint32)


def _groups(
    quarters: Sequence[Quarter],
    counts: Sequence[int],
    community: npt.NDArray[np.integer],
    age: npt.NDArray[np.uint8],
    occupation: npt.NDArray[np.uint8],
    rng: np.random.Generator,
) -> tuple[Words, Words, Words, npt.NDArray[np.uint8], Words]:
    code = {name: number for number, name in enumerate(OCCUPATIONS)}
    street = np.concatenate([quarter.streets for quarter in quarters])
    district = np.repeat(np.arange(len(quarters)), counts)
    city = np.array([quarter.city for quarter in quarters])
    learners = np.flatnonzero(np.isin(occupation, [code["preschool"], code["pupil"], code["student"]]))
    workers = np.flatnonzero(occupation == code["worker"])
    far = rng.random(len(workers)) < WORKS_ELSEWHERE
    own = district[community[workers]]
    classes = _cut(learners, street[community[learners]] * 128 + age[learners], rng, CLASS_SIZE, even=True)
    teams = _cut(workers, np.where(far, len(quarters) + city[own], own), rng, TEAM_MEAN, even=False)
    member = np.concatenate([teams[0], classes[0]])
    sizes = np.concatenate([teams[1], classes[1]])
    kind = np.repeat(np.array([0, 1], dtype=np.uint8), [len(teams[1]), len(classes[1])])
    group = np.full(len(age), NOBODY, dtype=np.uint32)
    group[member] = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32)
    # A team works and a class learns where one of its own lives: near most of them, whatever the level.
    place = community[member[first[:-1] + (rng.random(len(sizes)) * sizes).astype(np.int64)]]
    return group, first, member.astype(np.uint32), kind, place.astype(np.uint32)


def _cut(people: Ints, key: Ints, rng: np.random.Generator, size: float, *, even: bool) -> tuple[Ints, Ints]:
    """Return people in a random sequence within their key, and the sizes of the groups they are cut into.

    `even`: each key's people are cut evenly into groups of at most `size`; otherwise sizes are drawn, mean `size`.
    """
    if not len(people):
        return people, people
    sequence = np.lexsort((rng.random(len(people)), key))
    runs = np.diff(np.flatnonzero(np.concatenate([[True], np.diff(key[sequence]) != 0, [True]])))
    parts = [_even(run, size) if even else _drawn(run, size, rng) for run in runs.tolist()]
    return people[sequence], np.concatenate(parts)


def _even(people: int, size: float) -> Ints:
    groups = -(-people // int(size))
    return np.full(groups, people // groups) + (np.arange(groups) < people % groups)


def _drawn(people: int, size: float, rng: np.random.Generator) -> Ints:
    sizes = 1 + rng.geometric(1.0 / (size - 1.0), int(people / size * 1.5) + 20)
    while sizes.sum() < people:
        sizes = np.concatenate([sizes, sizes])
    ends = np.cumsum(sizes)
    last = int(np.searchsorted(ends, people))
    kept = sizes[: last + 1].copy()
    kept[last] -= ends[last] - people
    return kept[kept > 0]


def _venues(quarters: Sequence[Quarter], first_community: Ints, seed: int) -> dict[str, np.ndarray]:
    """Return the venues sorted by kind and community, with the running sum of what they draw."""
    rngs = [np.random.default_rng([seed, 2, n]) for n in range(len(quarters))]
    drawn = make_venues([quarter.figures for quarter in quarters], rngs)
    community = first_community[drawn.district] + drawn.community
    visited = np.flatnonzero(~np.isin(drawn.kind, [CODE["workplace"], CODE["school"]]))
    sequence = visited[np.lexsort((community[visited], drawn.kind[visited]))]
    kind, where = drawn.kind[sequence].astype(np.int64), community[sequence]
    communities = int(first_community[-1])
    edges = np.arange(communities + 1)
    keys = kind * (communities + 1) + where
    first = np.searchsorted(keys, np.arange(len(KINDS))[:, None] * (communities + 1) + edges[None, :])
    return {
        "venue_community": where.astype(np.uint32),
        "venue_sum": np.concatenate([[0.0], np.cumsum(drawn.weight[sequence])]),
        "venue_first": first.astype(np.int64),
    }
