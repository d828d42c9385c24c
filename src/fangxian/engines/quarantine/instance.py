"""Parties and floors made ready for a solver: who could go where, how far, and how many of a group one site may take."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.tables.distances import metres_between
from fangxian.engines.tables.quarantine import QUARANTINE_FLOORS, ROOMS_GIVEN, TO_PLACE

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

UNPLACED_M = 1_000_000
"""Metres somebody without a room counts for: no journey is worth leaving anybody without one."""
OVER_M = 50_000
"""Metres a room beyond the dispersal limit counts for: people travel rather than sit together, and sit rather than wait."""
MIXED_M = 2_000
"""Metres each further exposure group on a floor counts for."""


@dataclass(frozen=True)
class PlacingRule:
    """How rooms are given. `room_people`: most people of one party in a room.

    `group_share`, `all_share`: the most one site may take of the rooms of one exposure group, and of all (分散隔离).
    """

    room_people: int = 2
    group_share: float = 1.0
    all_share: float = 1.0


@dataclass(frozen=True)
class Party:
    """People who are placed together. `kept_floor`: the floor they have rooms on already, else -1."""

    id: str
    people: tuple[str, ...]
    rooms: int
    group: int
    needs: frozenset[str]
    lat: float
    lon: float
    kept_floor: int
    kept_rooms: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Instance:
    """What a solver is asked. Parties, floors and sites stand in the order of their ids."""

    parties: tuple[Party, ...]
    floors: pl.DataFrame
    sites: tuple[str, ...]
    groups: tuple[str, ...]
    site_of: Ints
    distance_m: Ints
    suits: Bools
    rule: PlacingRule

    @cached_property
    def open(self) -> Ints:
        """The parties that have no room yet."""
        return np.flatnonzero([party.kept_floor < 0 for party in self.parties])

    @cached_property
    def free(self) -> Ints:
        """Free rooms of each floor, those of parties that stay taken off."""
        free = self.floors["rooms"].to_numpy().astype(np.int64).copy()
        for party in self.parties:
            if party.kept_floor >= 0:
                free[party.kept_floor] -= len(set(party.kept_rooms))
        return np.maximum(free, 0)

    @cached_property
    def group_limit(self) -> Ints:
        """The most rooms of each group that one site may take; one party always may stay together."""
        return np.array([self._limit(at) for at in range(len(self.groups))], dtype=np.int64)

    @cached_property
    def all_limit(self) -> int:
        """The most rooms one site may take of all."""
        rooms = [party.rooms for party in self.parties]
        return max([ceil(self.rule.all_share * sum(rooms) - 1e-9), *rooms, 1])

    def _limit(self, group: int) -> int:
        rooms = [party.rooms for party in self.parties if party.group == group]
        return max([ceil(self.rule.group_share * sum(rooms) - 1e-9), *rooms])

    def cost_of(self, party: int, site: int) -> int:
        """Metres all people of a party travel to a site together."""
        return int(self.distance_m[party, site]) * len(self.parties[party].people)


def lay_out(
    people: pl.DataFrame,
    floors: pl.DataFrame,
    rule: PlacingRule | None = None,
    kept: pl.DataFrame | None = None,
) -> Instance:
    """Return the instance of these people and floors.

    Args:
        people: `TO_PLACE`, one row per person; a party lives where the first of its people lives.
        floors: `QUARANTINE_FLOORS`, one row per floor.
        rule: how rooms are given; default: two of a party to a room, no dispersal.
        kept: `ROOMS_GIVEN` of an earlier run: whoever has a room that is still there stays in it.

    Raises:
        TableError: a frame is not its table.

    >>> people = pl.DataFrame({"person_id": ["a", "b", "c"], "party_id": ["f", "f", None],
    ...                        "lat": [29.0] * 3, "lon": [111.7] * 3})
    >>> floors = pl.DataFrame({"site_id": ["inn"], "floor": ["2"], "rooms": [5], "lat": [29.0], "lon": [111.71]})
    >>> [(party.id, party.people, party.rooms) for party in lay_out(people, floors).parties]
    [('c', ('c',), 1), ('f', ('a', 'b'), 1)]
    """
    rule = rule or PlacingRule()
    people = TO_PLACE.check(people).sort("person_id")
    floors = QUARANTINE_FLOORS.check(floors).sort("site_id", "floor")
    sites = tuple(floors["site_id"].unique().sort())
    groups = tuple(people["group_id"].drop_nulls().unique().sort())
    parties = _parties(people, floors, groups, rule, kept)
    at_site = floors.group_by("site_id").first().sort("site_id")
    lat, lon = (np.array([getattr(party, name) for party in parties], dtype=float) for name in ("lat", "lon"))
    away = metres_between(
        lat[:, None], lon[:, None], at_site["lat"].to_numpy()[None, :], at_site["lon"].to_numpy()[None, :]
    )
    offers = [split_words(one) for one in floors["offers"]]
    rooms = floors["rooms"].to_numpy()
    suits = np.array(
        [
            [party.needs <= offers[f] and party.rooms <= rooms[f] for f in range(len(offers))]
            for party in parties
        ],
        dtype=bool,
    ).reshape(len(parties), len(offers))
    places = {site: at for at, site in enumerate(sites)}
    site_of = np.array([places[site] for site in floors["site_id"]], dtype=np.int64)
    distance = np.rint(away).astype(np.int64)
    return Instance(parties, floors, sites, groups, site_of, distance, suits, rule)


def split_words(words: str | None) -> frozenset[str]:
    """Return what stands between semicolons.

    >>> sorted(split_words("dialysis; infant"))
    ['dialysis', 'infant']
    """
    return frozenset(word.strip() for word in (words or "").replace("；", ";").split(";") if word.strip())


def _parties(
    people: pl.DataFrame,
    floors: pl.DataFrame,
    groups: tuple[str, ...],
    rule: PlacingRule,
    kept: pl.DataFrame | None,
) -> tuple[Party, ...]:
    stays = _stays(floors, kept)
    number = {group: at for at, group in enumerate(groups)}
    together = people.with_columns(party_id=pl.coalesce("party_id", "person_id"))
    return tuple(
        _party(str(key[0]), rows.to_dicts(), number, rule, stays)
        for key, rows in sorted(together.group_by("party_id"), key=lambda one: str(one[0][0]))
    )


def _party(
    party_id: str,
    rows: list[dict[str, object]],
    number: dict[str, int],
    rule: PlacingRule,
    stays: dict[str, tuple[int, str]],
) -> Party:
    members = tuple(str(row["person_id"]) for row in rows)
    needs = frozenset[str]().union(*(split_words(row["needs"]) for row in rows))  # type: ignore[arg-type]
    group = next((number[str(row["group_id"])] for row in rows if row["group_id"] is not None), -1)
    had = [stays[member] for member in members if member in stays]
    together = len(had) == len(members) and len({floor for floor, _ in had}) == 1
    return Party(
        id=party_id,
        people=members,
        rooms=ceil(len(members) / rule.room_people),
        group=group,
        needs=needs,
        lat=float(rows[0]["lat"]),  # type: ignore[arg-type]
        lon=float(rows[0]["lon"]),  # type: ignore[arg-type]
        kept_floor=had[0][0] if together else -1,
        kept_rooms=tuple(room for _, room in had) if together else (),
    )


def _stays(floors: pl.DataFrame, kept: pl.DataFrame | None) -> dict[str, tuple[int, str]]:
    """Return person -> floor and room for whoever has a room that is still there; two parties never share one."""
    if kept is None:
        return {}
    at = {(site, floor): n for n, (site, floor) in enumerate(floors.select("site_id", "floor").iter_rows())}
    rooms = floors["rooms"].to_list()
    found: dict[str, tuple[int, str]] = {}
    owner: dict[tuple[int, str], str] = {}
    for row in ROOMS_GIVEN.check(kept).sort("person_id").iter_rows(named=True):
        floor = at.get((row["site_id"], row["floor"]))
        if floor is None or row["room"] not in room_names(row["floor"], rooms[floor]):
            continue
        if owner.setdefault((floor, row["room"]), row["party_id"]) == row["party_id"]:
            found[row["person_id"]] = floor, row["room"]
    return found


def room_names(floor: str, rooms: int) -> list[str]:
    """Return the numbers of the rooms of a floor, in order.

    >>> room_names("3", 2)
    ['301', '302']
    """
    return [f"{floor}{number:02}" for number in range(1, rooms + 1)]
