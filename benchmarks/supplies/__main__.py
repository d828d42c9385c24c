"""`python -m benchmarks.supplies [cities]`: 22 days of supplies for the control zones of 2021 as they were published.

By default all three cities that had any. Every day is planned from what the days before left: stock, and until when each
household has enough. Counted are seconds, households = supplied + on a round + unserved, metres driven over a bound, and
what is short over what nobody could avoid.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from benchmarks.supplies.zones import FIRST, LAST, City, arrivals, at_home, dawn, draw_city, fleet
from fangxian.engines.supplies import Hours, Solvers, SupplyPlan, SupplyRule, plan_supplies, usable_lots
from fangxian.engines.tables.supplies import LOTS, REQUESTS
from fangxian.stores.packs.supplies import DEFAULT, read_supplies

CITIES = {"4308": "Zhangjiajie", "4302": "Zhuzhou", "4301": "Changsha"}
COMPARED = {date(2021, 8, 1), date(2021, 8, 16)}
"""Days on which the greedy folders plan too."""
RESULTS = Path(__file__).parent / "results"
HEAD = [
    "# Supplies for control zones, 30 July to 20 August 2021",
    "",
    "Places at medium or high risk as published (pack hunan-2021), synthetic households by the census; each day is planned",
    "from what the days before left. No place of Changde was listed. 2 cores.",
    "`households` = supplied + on a round + unserved, checked every day; no lot below nothing. `short`: grams and millilitres",
    "needed and not given, over what stock alone made unavoidable (0 %: not a gram more). `gap`: metres driven over a bound no",
    "rounds can be below, though it lets every trip be a full lorry of the largest kind. `seconds`: of a core. `greedy`: `in_order` and",
    "`nearest` on some days.",
]
COLUMNS = [
    "| day | households | supplied | on a round | unserved | reasons | seconds | rounds | stops | km | gap | short, t | over | greedy km |",
    "|---|---:|---:|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|",
]


@dataclass(frozen=True)
class Day:
    """One day as it was planned, and how long that took."""

    on: date
    made: SupplyPlan
    seconds: float
    short: int
    unavoidable: int
    greedy_km: float | None


def main(cities: list[str]) -> None:
    """Run it, print and keep the tables."""
    lines = [*HEAD]
    for city in cities:
        lines += ["", f"## {CITIES[city]}", "", *COLUMNS]
        for day in days_of(draw_city(city)):
            line = _row(day)
            print(line, flush=True)
            lines.append(line)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "supplies.md").write_text("\n".join(lines) + "\n", "utf-8")


def days_of(city: City) -> Iterator[Day]:
    """Plan every day from what the days before left."""
    rule, vans, until = read_supplies(DEFAULT), fleet(city), at_home(city)
    stock = LOTS.empty()
    for day in (FIRST + timedelta(days=at) for at in range((LAST - FIRST).days + 1)):
        stock = pl.concat([stock, arrivals(day, city, rule)])
        homes = city.closed_on(day).join(until, on="household_id", how="left", maintain_order="left")
        homes = homes.with_columns(served_until_at="until").drop("until")
        if homes.is_empty():
            continue
        planned = _plan(day, homes, stock, vans, rule)
        stock = _rest(stock, planned.made)
        until = _eaten(until, planned.made, rule)
        yield planned


def _plan(day: date, homes: pl.DataFrame, stock: pl.DataFrame, vans: pl.DataFrame, rule: SupplyRule) -> Day:
    hours = Hours(dawn(day), dawn(day) + timedelta(hours=10))
    asked = (homes, REQUESTS.empty(), stock, vans, rule, hours, day)
    begun = time.process_time()
    made = plan_supplies(*asked)
    seconds = time.process_time() - begun
    greedy = plan_supplies(*asked, solvers=Solvers("in_order", "nearest")) if day in COMPARED else None
    _examine(homes, made)
    short, unavoidable = _short(made, stock, rule, day)
    return Day(day, made, seconds, short, unavoidable, greedy and greedy.rounds.metres / 1000)


def _examine(homes: pl.DataFrame, made: SupplyPlan) -> None:
    """Everybody is on the list once, and whoever is unserved has a reason."""
    told = made.households
    assert sorted(told["household_id"]) == sorted(homes["household_id"])
    assert told.filter(state="unserved")["reason"].null_count() == 0
    assert made.needs["quantity"].sum() == made.portions["quantity"].sum() + made.unmet["quantity"].sum()


def _short(made: SupplyPlan, stock: pl.DataFrame, rule: SupplyRule, day: date) -> tuple[int, int]:
    held = dict(usable_lots(stock, rule, day).group_by("item").agg(pl.col("quantity").sum()).iter_rows())
    wanted = dict(made.needs.group_by("item").agg(pl.col("quantity").sum()).iter_rows())
    return int(made.unmet["quantity"].sum()), sum(
        max(much - held.get(item, 0), 0) for item, much in wanted.items()
    )


def _given(made: SupplyPlan) -> pl.DataFrame:
    """What really left the depots: the portions of those who were on a round of that depot."""
    depots = made.rounds.stops.select("round_id", "depot_id").unique()
    riding = made.rounds.drops.join(depots, on="round_id").select("household_id", "depot_id")
    return made.portions.join(riding, on=["household_id", "depot_id"], how="semi")


def _rest(stock: pl.DataFrame, made: SupplyPlan) -> pl.DataFrame:
    gone = _given(made).group_by("lot_id").agg(gone=pl.col("quantity").sum())
    left = stock.join(gone, on="lot_id", how="left", maintain_order="left").with_columns(
        pl.col("quantity") - pl.col("gone").fill_null(0)
    )
    assert (left["quantity"] >= 0).all()
    return LOTS.check(left.filter(pl.col("quantity") > 0))


def _eaten(until: pl.DataFrame, made: SupplyPlan, rule: SupplyRule) -> pl.DataFrame:
    fresh = made.rounds.drops.group_by("household_id").agg(
        until=pl.col("at").max() + timedelta(days=rule.days)
    )
    return pl.concat(
        [until.join(fresh, on="household_id", how="anti"), fresh.select("household_id", "until")]
    )


def _row(day: Day) -> str:
    made, rounds = day.made, day.made.rounds
    states = [made.count(state) for state in ("served", "planned", "unserved")]
    why = made.households.filter(state="unserved").group_by("reason").len().sort("reason").iter_rows()
    reasons = ", ".join(f"{reason} {count:,}" for reason, count in why) or "-"
    over = day.short / day.unavoidable - 1 if day.unavoidable else float(bool(day.short))
    gap = rounds.metres / rounds.bound_m - 1 if rounds.bound_m else 0.0
    cells = [
        f"{day.on:%d %b}",
        f"{made.households.height:,}",
        *(f"{state:,}" for state in states),
        reasons,
        f"{day.seconds:.1f}",
        f"{rounds.stops['round_id'].n_unique():,}",
        f"{rounds.stops.height:,}",
        f"{rounds.metres / 1000:,.0f}",
        f"{gap:.0%}",
        f"{day.short / 1e6:.2f}",
        f"{over:.0%}",
        "-" if day.greedy_km is None else f"{day.greedy_km:,.0f}",
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main(sys.argv[1:] or list(CITIES))
