"""Who infected whom in an outbreak as it is known: judged on the whole of it, shown within the reader's reach."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import polars as pl

from fangxian.engines.chains import ChainResult, NaturalHistory, find_chains, rank_places
from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import list_cases
from fangxian.operations.cases.rows import CaseRow, OutbreakRow
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.situation import Built, build_situation
from fangxian.stores.packs import read_disease

LOOK_BACK_DAYS = 60
"""Stays longer before the first report do not bear on a chain."""

WORTH_TELLING = 0.05
"""Places where fewer infections are expected are not told."""


@dataclass(frozen=True)
class ChainLink:
    """One possible source of a case. `infector` None: unknown; `hidden`: a case outside the reader's reach."""

    infectee: str
    infector: str | None
    probability: float
    rank: int
    kind: str
    place: Text | None
    from_at: datetime | None
    hidden: bool = False


@dataclass(frozen=True)
class ChainCase:
    """One case on the axis of time: the day it stands on, and whether that is its onset."""

    row: CaseRow
    on: date
    is_onset: bool
    links: tuple[ChainLink, ...]


@dataclass(frozen=True)
class PlaceSpread:
    """A place by what it spread: infections expected there, between `low` and `high` with nine chances in ten."""

    place_id: str
    place: Text | None
    expected: float
    low: int
    high: int
    cases: int


@dataclass(frozen=True)
class ChainPicture:
    """The chains of an outbreak; `unknown` is the number of cases expected to have no known source."""

    cases: tuple[ChainCase, ...]
    places: tuple[PlaceSpread, ...]
    unknown: float
    remarks: tuple[Text, ...]


def find_picture(reach: Reach, outbreak: OutbreakRow, known_at: datetime) -> ChainPicture:
    """Return the chains as known at `known_at`, of the cases within `reach`.

    Every case is judged beside all others of the outbreak, or a district would blame its own for what came from
    next door; a source outside the reach is told as such, without its name, number or place.
    """
    rows = {row.id: row for row in list_cases(reach, outbreak.id, known_at) if _counts(row)}
    result = judge(outbreak, known_at)
    own = result.chains.filter(pl.col("infectee").is_in(list(rows)))
    by_case = {str(key[0]): frame for key, frame in own.group_by("infectee")}
    inside = own.filter(pl.col("infector").is_in(list(rows)) & pl.col("place_id").is_not_null())
    places = titles_of(inside["place_id"].unique().to_list())
    cases = [_case(rows[key], by_case[key], rows, places) for key in rows if key in by_case]
    unknown = own.filter(pl.col("infector").is_null())["probability"].sum()
    return ChainPicture(
        tuple(sorted(cases, key=lambda case: (case.on, case.row.number))),
        _spreads(inside, places),
        float(unknown),
        result.remarks if len(cases) == result.chains["infectee"].n_unique() else (),
    )


def _counts(row: CaseRow) -> bool:
    return row.kind != "discarded" and not row.merged_into


def judge(outbreak: OutbreakRow, known_at: datetime) -> ChainResult:
    """Return the chains of a whole outbreak; kept while nothing in it changes."""
    built = build_situation(Reach(frozenset({outbreak.place_id})), outbreak.id, known_at)
    return _judged(_Asked(built, outbreak.disease))


class _Asked:
    """A question that equals another when the situation behind it is the same."""

    def __init__(self, built: Built, disease: str) -> None:
        self.built, self.disease = built, disease
        self._same = (built.outbreak.id, built.digest, disease)

    def __hash__(self) -> int:
        return hash(self._same)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._same == other._same


@lru_cache(maxsize=4)
def _judged(asked: _Asked) -> ChainResult:
    situation = asked.built.situation
    persons = situation.cases["person_id"].unique()
    households = situation.households
    homes = households.join(
        households.filter(pl.col("person_id").is_in(persons.implode())).select("household_id").unique(),
        on="household_id",
        how="semi",
    )
    return find_chains(
        situation.cases,
        NaturalHistory.of(read_disease(asked.disease)),
        stays=_stays(asked.built, persons),
        contacts=situation.contacts,
        households=homes,
        timezone=situation.timezone,
    )


def _stays(built: Built, persons: pl.Series) -> pl.DataFrame | None:
    situation = built.situation
    if situation.presences is None or situation.cases.is_empty():
        return None
    first = situation.cases["reported_on"].min()
    assert isinstance(first, date)
    begin = datetime.combine(first, datetime.min.time(), situation.as_of.tzinfo) - timedelta(LOOK_BACK_DAYS)
    return situation.presences.stays_of(persons.sort().to_list(), begin, situation.as_of)


def _case(
    row: CaseRow, links: pl.DataFrame, rows: dict[str, CaseRow], places: dict[str | None, Text]
) -> ChainCase:
    on = row.onset_on or (row.sampled_at.date() if row.sampled_at else row.reported_on)
    told = tuple(_link(link, rows, places) for link in links.sort("rank").iter_rows(named=True))
    return ChainCase(row, on, row.onset_on is not None, told)


def _link(link: dict, rows: dict[str, CaseRow], places: dict[str | None, Text]) -> ChainLink:
    hidden = link["infector"] is not None and link["infector"] not in rows
    return ChainLink(
        link["infectee"],
        None if hidden else link["infector"],
        link["probability"],
        link["rank"],
        link["kind"],
        None if hidden else places.get(link["place_id"]),
        None if hidden else link["from_at"],
        hidden,
    )


def _spreads(links: pl.DataFrame, places: dict[str | None, Text]) -> tuple[PlaceSpread, ...]:
    return tuple(
        PlaceSpread(
            row["place_id"],
            places.get(row["place_id"]),
            *(row[k] for k in ("expected", "low", "high", "cases")),
        )
        for row in rank_places(links).filter(pl.col("expected") >= WORTH_TELLING).iter_rows(named=True)
    )
