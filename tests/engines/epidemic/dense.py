"""The slow twin of the kernel: everybody has a state from the beginning, and whatever is asked is looked up or counted out.

It shares with the kernel the names of the draws and the three functions that turn a draw into a number, and nothing
else: no table of those touched, no heap, no looking at busy places only. Measures are in force as `Policy.given` says;
rules and rounds of testing are held to the live system elsewhere.
"""

from bisect import insort
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fangxian.engines.epidemic import (
    HOUSEHOLD,
    LEARNING,
    NEVER,
    NOBODY,
    SCHOOL,
    SLOTS,
    VENUE,
    WORKING,
    Course,
    Policy,
    philox,
    poisson,
    quantile,
)
from fangxian.engines.epidemic.draws import (
    EXEMPTING,
    FINDING,
    ILLNESS,
    LATENT,
    MEETING,
    PLACING,
    SEEKING,
    SPREADING,
    TESTING,
    UNIT,
)
from fangxian.engines.epidemic.reporting import FIRST_SAMPLE
from fangxian.engines.rehearsal import MixingCity

OUTSIDE = -1


@dataclass(eq=False)
class Everybody:
    """One number a person (or household, or venue) for everything a future may ask about them."""

    people: int
    homes: int
    venues: int

    def __post_init__(self) -> None:
        never, outside = np.full(self.people, NEVER), np.full(self.people, OUTSIDE)
        self.infected, self.onset, self.sampled = never.copy(), never.copy(), never.copy()
        self.reported, self.isolated = never.copy(), never.copy()
        self.window, self.begins, self.until, self.force = (np.zeros(self.people) for _ in range(4))
        self.infector, self.way = outside.copy(), outside.copy()
        self.held_from, self.held_until = never.copy(), never.copy()
        self.held_at_home = np.zeros(self.people, dtype=bool)
        self.home_from, self.home_until = np.full(self.homes, NEVER), np.full(self.homes, NEVER)
        self.closed_from, self.closed_until = np.full(self.venues, NEVER), np.full(self.venues, NEVER)


@dataclass(eq=False)
class Dense:
    """A future of a city, told for everybody."""

    city: MixingCity
    course: Course
    policy: Policy
    horizon: float
    seed: int
    future: int
    pending: list[tuple[float, int, str, tuple[Any, ...]]] = field(default_factory=list)
    put_down: int = 0
    managed: int = 0
    interviewed: float = 0.0
    is_known: bool = False

    def __post_init__(self) -> None:
        ground = self.city.ground
        people = len(ground.age)
        self.all = Everybody(people, len(ground.household_first) - 1, len(ground.venue_community))
        self.community = np.repeat(
            np.arange(len(ground.community_first) - 1), np.diff(ground.community_first.astype(int))
        )
        self.years, self.vaccinated = ground.age & 0x7F, ground.age >= 128

    def run(self, people: list[int], at: list[float]) -> "Dense":
        """Tell the future from these people infected at these instants."""
        for person, moment in zip(people, at, strict=True):
            self.put(moment, "infect", person, OUTSIDE, VENUE, 0.0)
        while self.pending:
            moment, _, what, words = self.pending.pop(0)
            if moment >= self.horizon:
                break
            getattr(self, f"do_{what}")(moment, *words)
        return self

    def put(self, at: float, what: str, *words: Any) -> None:
        """Put down what happens later; two things at one instant in the order in which they were put down."""
        insort(self.pending, (float(at), self.put_down, what, words), key=lambda one: one[:2])
        self.put_down += 1

    def draw(self, person: int, purpose: int, first: int = 0, second: int = 0) -> list[float]:
        """Return the four numbers between 0 and 1 of one name."""
        return [word * UNIT for word in philox(person, purpose, first, second, self.seed, self.future)]

    # Infection.

    def do_infect(self, at: float, person: int, source: int, way: int, luck: float) -> None:
        """Let a possible infection happen, or not."""
        one = self.all
        if one.infected[person] < NEVER or (
            source != OUTSIDE and luck >= self.left_of(at, source, person, way)
        ):
            return
        one.infected[person], one.infector[person], one.way[person] = at, source, min(way, VENUE)
        self.draw_course(at, person)
        self.spread(person)
        if one.onset[person] < self.horizon:
            after, asks, _, _ = self.draw(person, SEEKING)
            self.put(one.onset[person] + quantile(self.policy.seeking_q, after), "seek", person, asks)
        if one.held_from[person] <= at < one.held_until[person]:
            self.sample_in_quarantine(person)

    def draw_course(self, at: float, person: int) -> None:
        """Draw when somebody is infectious and falls ill; all diseases of these tests count from onset."""
        course, one, years = self.course, self.all, self.years[person]
        latent, lead, spread, ill = self.draw(person, LATENT)
        severe, length, _, _ = self.draw(person, ILLNESS)
        onset = at + quantile(course.latent_q, latent)
        one.window[person] = onset - quantile(course.lead_q, lead)
        one.begins[person] = max(one.window[person], at + course.earliest)
        force = quantile(course.spread_q, spread)
        if ill < course.symptomatic[years]:
            one.onset[person] = onset
            table = course.severe_q if severe < course.severe[years] else course.mild_q
            one.until[person] = onset + quantile(table, length)
        else:
            one.until[person] = one.window[person] + quantile(course.silent_q, length)
            force *= course.silent_factor
        one.force[person] = force * (course.vaccine_infectious if self.vaccinated[person] else 1.0)

    def spread(self, person: int) -> None:
        """Put down whom somebody would infect at home, in their group and at venues, were nothing done."""
        ground = self.city.ground
        home = np.flatnonzero(ground.household == ground.household[person])
        self.spread_among(person, HOUSEHOLD, home)
        if ground.group[person] != NOBODY:
            self.spread_among(person, self.way_of_group(person), self.group_of(person))
        for number in range(self.how_many(person, VENUE, SLOTS)):
            when, slot, luck, _ = self.draw(person, PLACING, VENUE, number)
            at = self.moment(person, when)
            met = self.meets(person, int(at), int(slot * SLOTS)) if at < self.horizon else None
            if met is not None:
                self.put(at, "infect", met[0], person, VENUE + met[1], luck)

    def spread_among(self, person: int, way: int, members: np.ndarray) -> None:
        """Put down infections among members of a household or group, the person among them."""
        if len(members) < 2:
            return
        for number in range(self.how_many(person, way, len(members))):
            when, who, luck, _ = self.draw(person, PLACING, way, number)
            at, other = self.moment(person, when), int(members[int(who * len(members))])
            if at < self.horizon and other != person:
                self.put(at, "infect", other, person, way, luck)

    def group_of(self, person: int) -> np.ndarray:
        """Return everybody of a person's group, in the group's own sequence."""
        ground = self.city.ground
        group = int(ground.group[person])
        return ground.member[int(ground.group_first[group]) : int(ground.group_first[group + 1])].astype(int)

    def way_of_group(self, person: int) -> int:
        """Return how people of a person's group infect each other."""
        ground = self.city.ground
        return LEARNING if ground.group_kind[int(ground.group[person])] == SCHOOL else WORKING

    def how_many(self, person: int, way: int, contacts: int) -> int:
        """Return how often an infection would be passed on."""
        one = self.all
        days = one.until[person] - one.window[person]
        mean = one.force[person] * self.course.rate[way] * days * contacts
        return poisson(mean, self.draw(person, SPREADING, way)[0])

    def moment(self, person: int, share: float) -> float:
        """Return when a share of somebody's infectiousness is over; NEVER before they are infectious."""
        window, until = self.all.window[person], self.all.until[person]
        at = window + quantile(self.course.when_q, share) * (until - window)
        return NEVER if at < self.all.begins[person] else at

    def meets(self, person: int, day: int, slot: int) -> tuple[int, int, float] | None:
        """Return whom somebody meets in a slot of a day, the number of the venue, and the luck of being found."""
        ground, years = self.city.ground, self.years[person]
        works = ground.group[person] != NOBODY
        habits = 0 if years < 6 else 1 if years < 18 else 4 if years >= 65 else 2 if works else 3
        row = ground.meeting[habits]
        if slot >= min(poisson(row[-1], self.draw(person, MEETING, day, SLOTS)[0]), SLOTS):
            return None
        first, _, third, luck = self.draw(person, MEETING, day, slot)
        kind = int(np.flatnonzero(row > first * row[-1])[0])
        near = ground.span[ground.venue_reach[kind] - 1, self.community[person]]
        neighbours = np.flatnonzero((self.community >= near[0]) & (self.community < near[1]))
        met = int(neighbours[0]) + int(third * len(neighbours))
        which = self.draw(person, MEETING, day, SLOTS + 1 + kind)[0]
        return None if met == person else (met, self.venue(self.community[person], kind, which), luck)

    def venue(self, community: int, kind: int, share: float) -> int:
        """Return the venue of a kind that a share chooses, in reach or further away; -1 where there is none."""
        ground = self.city.ground
        for level in range(int(ground.venue_reach[kind]), 4):
            near = ground.span[level - 1, community]
            low, high = (int(ground.venue_first[kind, end]) for end in near)
            if low < high:
                goal = ground.venue_sum[low] + share * (ground.venue_sum[high] - ground.venue_sum[low])
                return max(low, low + int(np.sum(ground.venue_sum[low + 1 : high] <= goal)))
        return -1

    # What is left of it.

    def left_of(self, at: float, source: int, person: int, way: int) -> float:
        """Return the share of infections like this one that happen."""
        one, course = self.all, self.course
        if at >= min(one.isolated[source], one.until[source]):
            return 0.0
        left = course.susceptible[self.years[person]]
        left *= course.vaccine_susceptible if self.vaccinated[person] else 1.0
        left *= self.left_of_quarantine(at, source, way) * self.left_of_quarantine(at, person, way)
        return left * self.left_of_places(at, source, person, way)

    def left_of_quarantine(self, at: float, person: int, way: int) -> float:
        """Return what being held, oneself or with one's household, leaves."""
        one, policy, home = self.all, self.policy, int(self.city.ground.household[person])
        held = one.held_from[person] <= at < one.held_until[person]
        if held and not one.held_at_home[person]:
            return policy.quarantine_home if way == HOUSEHOLD else policy.quarantine_out
        if held or one.home_from[home] <= at < one.home_until[home]:
            return policy.home_home if way == HOUSEHOLD else policy.home_out
        return 1.0

    def left_of_places(self, at: float, source: int, person: int, way: int) -> float:
        """Return what the measures leave that stand where either lives, where it happens, and between them."""
        ground, policy, place, channel = self.city.ground, self.policy, self.community[source], way
        if way in (WORKING, LEARNING):
            place = int(ground.group_community[int(ground.group[person])])
        if way >= VENUE:
            if self.all.closed_from[way - VENUE] <= at < self.all.closed_until[way - VENUE]:
                return 0.0
            place = int(ground.venue_community[way - VENUE])
            channel = VENUE + self.kind(way - VENUE)
        homes, there, across = 1.0, 1.0, 1.0
        for node, m in ((int(row[0]), int(row[1])) for row in policy.given if row[2] <= at < row[3]):
            inside = [self.lies_in(int(self.community[who]), node) for who in (source, person)]
            for who, lives_there in zip((source, person), inside, strict=True):
                if lives_there and self.draw(who, EXEMPTING, m)[0] >= policy.exempt[m]:
                    homes = min(homes, policy.resident[m, channel])
            there *= policy.location[m, channel] if self.lies_in(place, node) else 1.0
            across *= policy.border[m] if inside[0] != inside[1] and way != HOUSEHOLD else 1.0
        return homes * there * across

    def lies_in(self, community: int, node: int) -> bool:
        """Return whether a community lies in a place."""
        return bool(self.city.ground.up[community, self.city.ground.node_level[node]] == node)

    # Finding.

    def do_seek(self, at: float, person: int, asks: float) -> None:
        """Sample somebody ill who asks."""
        if self.all.isolated[person] > at and asks < self.policy.seeking[1 if self.is_known else 0]:
            self.do_sample(at, person, 0)

    def do_sample(self, at: float, person: int, number: int) -> None:
        """Take a sample; a positive one is reported later."""
        one, days = self.all, at - self.all.infected[person]
        table = self.course.sensitivity
        share = np.interp(days, np.arange(len(table)), table)
        if one.sampled[person] == NEVER and days >= 0.0 and self.draw(person, TESTING, number)[0] < share:
            one.sampled[person] = at
            self.put(at + self.policy.result_days + 0.0 + self.policy.report_days, "report", person)

    def do_report(self, at: float, person: int) -> None:
        """Put a case on record."""
        one, policy = self.all, self.policy
        if one.reported[person] < NEVER:
            return
        one.reported[person], self.is_known = at, True
        one.isolated[person] = at + policy.isolation_days
        self.interviewed = max(at, self.interviewed) + 1.0 / policy.interviews_a_day
        self.put(max(at + policy.finding_days, self.interviewed), "find", person)

    def do_find(self, at: float, person: int) -> None:
        """Look for everybody a case was with, and whom they were infected by."""
        one, ground = self.all, self.city.ground
        self.find_among(at, person, HOUSEHOLD, np.flatnonzero(ground.household == ground.household[person]))
        if ground.group[person] != NOBODY:
            self.find_among(at, person, self.way_of_group(person), self.group_of(person))
        anchor = min(one.onset[person], one.sampled[person])
        first = max(int(anchor - self.policy.trace_days), int(one.infected[person]), 0)
        for day in range(first, min(int(one.isolated[person]), int(at)) + 1):
            for met in filter(None, (self.meets(person, day, slot) for slot in range(SLOTS))):
                self.find(at, met[0], VENUE, met[2])
                self.close(at, met[1])
        if one.infector[person] != OUTSIDE:
            other, way = int(one.infector[person]), int(one.way[person])
            self.find(at, other, way, self.draw(person, FINDING, other, way + 8)[0])

    def find_among(self, at: float, person: int, way: int, members: np.ndarray) -> None:
        """Look for everybody of a household or group; four of them share a drawing."""
        for n, other in enumerate(members):
            if other != person:
                self.find(at, int(other), way, self.draw(person, FINDING, n // 4, way)[n % 4])

    def find(self, at: float, other: int, way: int, luck: float) -> None:
        """Find one contact or miss them."""
        if luck >= self.policy.coverage[way] or self.all.held_from[other] < NEVER:
            return
        begins = at + self.policy.transfer_days
        self.hold(begins, other)
        if self.policy.second_days > 0.0:
            self.hold_household(begins, other)

    def hold(self, at: float, person: int) -> None:
        """Keep a contact, once, at a site or at home when its rooms are full."""
        one, policy = self.all, self.policy
        if at >= self.horizon or at >= one.isolated[person]:
            return
        one.held_from[person], one.held_until[person] = at, at + policy.quarantine_days
        one.held_at_home[person] = self.managed >= policy.rooms
        self.managed += 1
        if one.infected[person] < NEVER:
            self.sample_in_quarantine(person)

    def hold_household(self, at: float, person: int) -> None:
        """Keep the others of a contact's household at home, once."""
        one, ground = self.all, self.city.ground
        home = int(ground.household[person])
        others = int(np.sum(ground.household == home)) - 1
        if others and at < self.horizon and one.home_from[home] == NEVER:
            one.home_from[home], one.home_until[home] = at, at + self.policy.second_days
            self.managed += others

    def sample_in_quarantine(self, person: int) -> None:
        """Put down the samples of somebody infected who is held."""
        for number, day in enumerate(self.policy.sample_days):
            at = self.all.held_from[person] + day
            if self.all.infected[person] <= at < self.horizon:
                self.put(at, "sample", person, FIRST_SAMPLE + number)

    def close(self, at: float, venue: int) -> None:
        """Close a venue a case was at, once."""
        if len(self.policy.venue_days) == 0 or venue < 0 or self.all.closed_from[venue] < NEVER:
            return
        kind = self.kind(venue)
        if self.policy.venue_days[kind] > 0.0:
            self.all.closed_from[venue] = at + self.policy.venue_after[kind]
            self.all.closed_until[venue] = self.all.closed_from[venue] + self.policy.venue_days[kind]

    def kind(self, venue: int) -> int:
        """Return the kind of a venue: all of one kind are numbered before those of the next."""
        return int(np.flatnonzero(self.city.ground.venue_first[:, 0] <= venue)[-1])
