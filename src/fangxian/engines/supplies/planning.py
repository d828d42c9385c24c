"""From households and stock to rounds: nobody is left uncounted."""

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from fangxian.engines.supplies.allocating import allocate
from fangxian.engines.supplies.needing import list_needs
from fangxian.engines.supplies.rounds import Rounds, plan_rounds, vans_for
from fangxian.engines.supplies.rules import SupplyRule
from fangxian.engines.supplies.trips import Hours
from fangxian.engines.tables.supplies import HOUSEHOLD_SUPPLIES


@dataclass(frozen=True)
class Solvers:
    """Folders of `engines/supplies/sharing` and `engines/supplies/routing`."""

    sharing: str = "min_cost_flow"
    routing: str = "vroom_rounds"


BEST = Solvers()


@dataclass(frozen=True)
class SupplyPlan:
    """What a day brings. `households`: `HOUSEHOLD_SUPPLIES`, a row for every household given."""

    households: pl.DataFrame
    needs: pl.DataFrame
    portions: pl.DataFrame
    unmet: pl.DataFrame
    rounds: Rounds

    def count(self, state: str) -> int:
        """How many households are in a state."""
        return self.households.filter(state=state).height


def plan_supplies(
    households: pl.DataFrame,
    requests: pl.DataFrame,
    lots: pl.DataFrame,
    vehicles: pl.DataFrame | None,
    rule: SupplyRule,
    hours: Hours,
    on: date,
    as_of: datetime | None = None,
    solvers: Solvers = BEST,
) -> SupplyPlan:
    """Return what each of `CONTROLLED` households gets from `LOTS` and on which round; pure, the same twice.

    vehicles: `VEHICLES`; None: as many small vans at each depot as its load takes. on: the local date of the rounds.

    Raises:
        Problem: `no-such-item`, `no-such-solver`.

    >>> from fangxian.engines.supplies.examples import EXAMPLE
    >>> from fangxian.engines.tables.supplies import CONTROLLED, LOTS, REQUESTS
    >>> home = {"household_id": "h", "place_id": "p", "adults": 1, "lat": 29.1, "lon": 110.5}
    >>> stock = {"lot_id": "a", "depot_id": "d", "item": "rice", "quantity": 9000, "lat": 29.1, "lon": 110.4}
    >>> day = Hours(datetime(2021, 8, 1, 8), datetime(2021, 8, 1, 18))
    >>> homes, lots = CONTROLLED.rows([home]), LOTS.rows([stock])
    >>> plan_supplies(homes, REQUESTS.empty(), lots, None, EXAMPLE, day, date(2021, 8, 1)).count("planned")
    1
    """
    needs = list_needs(households, requests, rule, as_of or hours.starts_at)
    portions, unmet = allocate(needs, lots, households, rule, on, solvers.sharing)
    depots = lots.group_by("depot_id").agg(
        pl.col("lat").drop_nulls().first(), pl.col("lon").drop_nulls().first()
    )
    driving = vans_for(portions, rule) if vehicles is None else vehicles
    rounds = plan_rounds(portions, households, depots.sort("depot_id"), driving, rule, hours, solvers.routing)
    return SupplyPlan(
        _states(households, needs, _missing(portions, unmet, rounds), rounds), needs, portions, unmet, rounds
    )


def _missing(portions: pl.DataFrame, unmet: pl.DataFrame, rounds: Rounds) -> dict[str, set[str]]:
    """Household -> items it does not get whole: there is too little, or the vehicle of one of its depots does not come."""
    depots = rounds.stops.select("round_id", "depot_id").unique()
    riding = rounds.drops.join(depots, on="round_id").select("household_id", "depot_id")
    waiting = portions.join(riding, on=["household_id", "depot_id"], how="anti")
    found: dict[str, set[str]] = {}
    for frame in (unmet, waiting):
        for household, item in frame.select("household_id", "item").iter_rows():
            found.setdefault(household, set()).add(item)
    return found


def _states(
    households: pl.DataFrame, needs: pl.DataFrame, missing: dict[str, set[str]], rounds: Rounds
) -> pl.DataFrame:
    """Say of every household where it stands: on a round, in want of nothing, or why neither."""
    due, riding = set(needs["household_id"]), set(rounds.drops["household_id"])
    rows = []
    for household, place in households.select("household_id", "place_id").sort("household_id").iter_rows():
        state = "planned" if household in riding else "unserved" if household in due else "served"
        why = rounds.left.get(household, "short") if state == "unserved" else None
        told = {"household_id": household, "place_id": place, "state": state, "reason": why}
        rows.append({**told, "short_of": ";".join(sorted(missing.get(household, ())))})
    return HOUSEHOLD_SUPPLIES.rows(rows)
