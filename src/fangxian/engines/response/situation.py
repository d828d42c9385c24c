"""The situation a response is computed from, and the response itself: frozen sets of tables."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing import FindHouseholds, PresenceSource


@dataclass(frozen=True)
class Standing:
    """What stands already: the rows of an earlier response, with the edits people signed."""

    areas: pl.DataFrame = field(default_factory=tables.AREAS.empty)
    measures: pl.DataFrame = field(default_factory=tables.MEASURES.empty)
    orders: pl.DataFrame = field(default_factory=tables.ORDERS.empty)
    restrictions: pl.DataFrame = field(default_factory=tables.RESTRICTIONS.empty)
    follow_ups: pl.DataFrame = field(default_factory=tables.FOLLOW_UPS.empty)
    testing: pl.DataFrame = field(default_factory=tables.TESTING.empty)
    staffing: pl.DataFrame = field(default_factory=tables.STAFFING.empty)


@dataclass(frozen=True)
class Situation:
    """Everything known at `known_at` about one outbreak, judged at `as_of` (both with a zone).

    Rows recorded after `known_at` may still be in the frames; `respond` leaves them out.
    """

    outbreak_id: str
    as_of: datetime
    known_at: datetime
    timezone: str
    cases: pl.DataFrame
    places: pl.DataFrame
    contacts: pl.DataFrame = field(default_factory=tables.CONTACTS.empty)
    households: pl.DataFrame = field(default_factory=tables.HOUSEHOLDS.empty)
    persons: pl.DataFrame = field(default_factory=tables.PERSONS.empty)
    pools: pl.DataFrame = field(default_factory=tables.POOLS.empty)
    capacities: pl.DataFrame = field(default_factory=tables.CAPACITIES.empty)
    feeds: pl.DataFrame = field(default_factory=tables.FEEDS.empty)
    presences: PresenceSource | None = None
    find_persons: Callable[[list[str]], pl.DataFrame] | None = None
    """Answers person ids with what else is on record of them (`tables.PERSONS`): it goes before `persons`."""
    find_households: FindHouseholds | None = None
    """Answers person ids with everybody on record in their households (`tables.HOUSEHOLDS`)."""
    standing: Standing = field(default_factory=Standing)
    ended: bool = False
    """The outbreak was ended by signature: nothing is proposed, all that stands is released."""

    def persons_among(self, person_ids: pl.Series) -> pl.DataFrame:
        """Return what is known of these persons (`tables.PERSONS`), one row each.

        They are asked for by name: a home on record is newer than that of a register.
        """
        wanted = person_ids.unique().sort()
        listed = self.persons.filter(pl.col("person_id").is_in(wanted.implode()))
        first = [self.find_persons(wanted.to_list())] if self.find_persons else []
        ordered = [frame.sort(pl.all(), nulls_last=True) for frame in (*first, listed)]
        return pl.concat(ordered).unique("person_id", keep="first", maintain_order=True)


@dataclass(frozen=True)
class Response:
    """A difference from what stands. Frames follow `fangxian.engines.tables`."""

    exposures: pl.DataFrame
    venue_exposures: pl.DataFrame
    areas: pl.DataFrame
    measures: pl.DataFrame
    orders: pl.DataFrame
    restrictions: pl.DataFrame
    follow_ups: pl.DataFrame
    testing: pl.DataFrame
    staffing: pl.DataFrame
    ending_proposed: bool
    burdens: pl.DataFrame = field(default_factory=tables.BURDENS.empty)
    costs: pl.DataFrame = field(default_factory=tables.COSTS.empty)
    restricted: pl.DataFrame = field(default_factory=tables.RESTRICTED.empty)
    """What all measures that stand take from now on; no difference but the whole."""
    remarks: tuple[tables.Text, ...] = ()
    """What a reader must know: a budget that cut, a rule that could not be judged, people not found."""
