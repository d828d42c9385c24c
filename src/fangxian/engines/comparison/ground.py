"""What every rule of a comparison stands on, and what a rule is."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import TracingRule
from fangxian.engines.problems import Text
from fangxian.engines.tracing import FindHouseholds, PresenceSource, trace
from fangxian.engines.tracing.known import require_zone

MIN_MINUTES, LINGER_MINUTES = 5.0, 30.0
"""The interval of the plain rule: five shared minutes, the air of a place counted for thirty."""


@dataclass(frozen=True)
class Ground:
    """One outbreak at one moment, alike for every rule.

    `plan`: the tracing rule of the plan; the others take from it which kinds of case count, the window and the
    latent days. `positions`: where phones were (homes too), for rules by cell; without it `presences` serve.
    `afterwards`: the line list as it was known later, to see who of its new cases had been listed.
    """

    cases: pl.DataFrame
    plan: TracingRule
    as_of: datetime
    timezone: str
    presences: PresenceSource
    positions: PresenceSource | None = None
    households: pl.DataFrame = field(default_factory=tables.HOUSEHOLDS.empty)
    find_households: FindHouseholds | None = None
    contacts: pl.DataFrame = field(default_factory=tables.CONTACTS.empty)
    places: pl.DataFrame = field(default_factory=tables.PLACES.empty)
    afterwards: pl.DataFrame | None = None

    def __post_init__(self) -> None:
        """Keep the moment in UTC; raises a Problem where it has no time zone."""
        object.__setattr__(self, "as_of", require_zone(self.as_of).astimezone(UTC))

    def plain(self) -> TracingRule:
        """Return the plan's rule without its score: a window, an interval, no threshold and no budget."""
        return replace(
            self.plan,
            min_minutes=MIN_MINUTES,
            linger_minutes={"": LINGER_MINUTES},
            venue_factor={},
            seat_rows={},
            score_threshold={},
            budget={},
        )

    def trace(self, rule: TracingRule, presences: PresenceSource) -> pl.DataFrame:
        """Return who this rule lists (`tables.EXPOSURES`), by the same tracing as a response."""
        found = trace(
            self.cases,
            rule,
            as_of=self.as_of,
            timezone=self.timezone,
            presences=presences,
            households=self.households,
            find_households=self.find_households,
            contacts=self.contacts,
            places=self.places,
        )
        return found.exposures


def _nothing_to_say(ground: Ground) -> Text | None:
    return None


@dataclass(frozen=True)
class Rule:
    """A rule that says whom to manage. `find` returns `tables.EXPOSURES`; `position` orders rules in a table.

    `caution` says what a reader must know of this rule on this ground, for want of coordinates, say.
    """

    id: str
    title: Text
    says: Text
    """One sentence for the reader of a table: who is listed."""
    position: int
    find: Callable[[Ground], pl.DataFrame]
    sources: tuple[str, ...] = ()
    caution: Callable[[Ground], Text | None] = _nothing_to_say
