"""What one infectious person does to those around it: the hazard of each meeting and each night at home."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from fangxian.engines.truth.courses import DAY_MINUTES, Course, instant
from fangxian.engines.truth.crowd import NONE, Crowd, Floats, Ints
from fangxian.engines.truth.parameters import Pathogen

_AIR_HALF_LIVES = 4
"""After so many half-lives what is left of the air is taken for none."""
_NIGHT_FROM, _NIGHT_MINUTES = time(22), 510
"""Households share the night from 22:00 to 6:30."""


@dataclass(frozen=True)
class Transmission:
    """Somebody who would be infected at `minute`, unless infected before; `row` is the infector's stay."""

    minute: float
    person: int
    row: int | None


def transmissions(
    infector: int, course: Course, crowd: Crowd, pathogen: Pathogen, rng: np.random.Generator
) -> Iterator[Transmission]:
    """Yield whom this person would infect at its places and at home, at most once per stay or night.

    Each meeting has a hazard; an exponential draw decides whether and at what minute of it.
    """
    for row in crowd.stays_of(infector, course.infectious_minute, course.until_minute):
        yield from _at_stay(int(row), course, crowd, pathogen, rng)
    others = list(crowd.household_of(infector))
    for begin, end in _nights(course, crowd.timezone):
        hazard = pathogen.per_night * _weight(np.array([begin]), course, pathogen)[0] * course.shedding
        share = (end - begin) / _NIGHT_MINUTES
        for person, draw in zip(others, rng.standard_exponential(len(others)), strict=True):
            if draw < hazard * share:
                yield Transmission(begin + draw / (hazard * share) * (end - begin), person, None)


def _at_stay(
    row: int, course: Course, crowd: Crowd, pathogen: Pathogen, rng: np.random.Generator
) -> Iterator[Transmission]:
    air = _AIR_HALF_LIVES * pathogen.air_half_life_minutes
    near = crowd.near(row, air)
    stays = crowd.stays
    begin = np.maximum(max(stays.arrive[row], course.infectious_minute), stays.arrive[near])
    leaves = min(float(stays.leave[row]), course.until_minute)
    end = np.minimum(stays.leave[near], leaves)
    beside = np.maximum(end - begin, 0) * _closeness(row, near, crowd, pathogen)
    in_air = _air_minutes(leaves, stays.arrive[near], stays.leave[near], air, pathogen)
    doses = beside + in_air * pathogen.air_share * _zone_share(row, near, crowd, pathogen)
    weight = _weight(np.maximum(begin, course.infectious_minute), course, pathogen)
    rate = pathogen.per_minute.get(crowd.kinds[stays.place[row]], pathogen.per_minute[""])
    hazard = doses * rate * weight * course.shedding
    draws = rng.standard_exponential(len(near))
    last = np.maximum(np.minimum(stays.leave[near], leaves + air), begin)
    for hit in np.flatnonzero(draws < hazard):
        moment = begin[hit] + draws[hit] / hazard[hit] * (last[hit] - begin[hit])
        yield Transmission(float(moment), int(stays.person[near[hit]]), row)


def _closeness(row: int, near: Ints, crowd: Crowd, pathogen: Pathogen) -> Floats:
    """Return the share of the hazard left between two seats, zones or sessions (1: no such difference)."""
    stays = crowd.stays
    aside = _differ(stays.session, row, near)
    seated = (stays.row[row] != NONE) & (stays.row[near] != NONE)
    rows, columns = stays.row[near] - stays.row[row], stays.column[near] - stays.column[row]
    apart = np.maximum(np.hypot(rows, columns) - 1, 0)
    by_seat = np.where(seated, np.exp(-apart / pathogen.seat_reach), 1.0)
    return np.where(aside, 0.0, by_seat * _zone_share(row, near, crowd, pathogen))


def _zone_share(row: int, near: Ints, crowd: Crowd, pathogen: Pathogen) -> Floats:
    return np.where(_differ(crowd.stays.zone, row, near), pathogen.other_zone, 1.0)


def _differ(codes: Ints, row: int, near: Ints) -> np.ndarray:
    return (codes[row] != NONE) & (codes[near] != NONE) & (codes[near] != codes[row])


def _air_minutes(leaves: float, arrive: Ints, leave: Ints, air: float, pathogen: Pathogen) -> Floats:
    """Return the minutes in the air left behind, each weighed by what the decay has left of it."""
    half = pathogen.air_half_life_minutes
    since = np.clip(arrive - leaves, 0, air)
    until = np.clip(leave - leaves, 0, air)
    decayed: Floats = (np.exp2(-since / half) - np.exp2(-until / half)) * half / np.log(2)
    return np.maximum(decayed, 0.0)


def _weight(minutes: Floats, course: Course, pathogen: Pathogen) -> Floats:
    profile = np.array(pathogen.infectiousness)
    day = ((minutes - course.infectious_minute) // DAY_MINUTES).astype(np.int64)
    return np.where(day < len(profile), profile[np.clip(day, 0, len(profile) - 1)], 0.0)


def _nights(course: Course, timezone: str) -> Iterator[tuple[float, float]]:
    """Yield the nights at home while infectious, cut to that time, in minutes since 1970."""
    zone = ZoneInfo(timezone)
    day = instant(course.infectious_minute).astimezone(zone).date() - timedelta(days=1)
    begin = datetime.combine(day, _NIGHT_FROM, zone).timestamp() / 60
    while begin < course.until_minute:
        end = begin + _NIGHT_MINUTES
        inside = max(begin, course.infectious_minute), min(end, course.until_minute)
        if inside[0] < inside[1]:
            yield inside
        day += timedelta(days=1)
        begin = datetime.combine(day, _NIGHT_FROM, zone).timestamp() / 60
