"""The work of `fangxian supplies`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.doors.cli.balances import tell_balance
from fangxian.doors.cli.terminal import in_both, say
from fangxian.engines.problems import Text
from fangxian.engines.supplies import (
    Hours,
    Solvers,
    SupplyPlan,
    SupplyRule,
    daily_use,
    forecast_stock,
    list_shortages,
    plan_supplies,
    use_by_day,
)
from fangxian.engines.tables.supplies import LOTS, REQUESTS
from fangxian.stores.gathering.siting import rejected_of
from fangxian.stores.gathering.supplies import read_households, read_lots, read_requests, read_vehicles
from fangxian.stores.inputs import Imported
from fangxian.stores.outputs.supplying import check_supply_folder, write_supplies
from fangxian.stores.packs.supplies import read_supplies

REASONS = {
    "short": Text("库存没有", "nothing in stock"),
    "no-vehicle": Text("仓库无车", "no vehicle at the depot"),
    "no-time": Text("时间或载重不够", "no time or no room"),
    "not-on-the-map": Text("位置不明", "not on the map"),
}


@dataclass(frozen=True)
class Wish:
    """The command line of `plan` as given; what was left out is None."""

    households: Path
    stock: Path
    out: Path
    starts: datetime
    vehicles: Path | None
    requests: Path | None
    hours: float
    pack: str
    timezone: str
    sharing: str
    routing: str


@dataclass(frozen=True)
class Ahead:
    """The command line of `forecast` as given."""

    households: Path
    stock: Path
    today: datetime
    requests: Path | None
    days: int
    out: Path | None
    pack: str
    timezone: str


def run(wish: Wish) -> None:
    """Read, plan, write, and say what came of it.

    Raises:
        Problem: a file that cannot be read, an unknown item or solver, a directory with other files in it.
    """
    check_supply_folder(wish.out)
    rule, files = read_supplies(wish.pack), dict[Path, Imported]()
    homes = _read(files, wish.households, read_households, wish.timezone)
    lots = _read(files, wish.stock, read_lots, wish.timezone)
    asked = _read(files, wish.requests, read_requests, wish.timezone)
    vans = _read(files, wish.vehicles, read_vehicles, wish.timezone) if wish.vehicles else None
    starts_at = wish.starts.replace(tzinfo=ZoneInfo(wish.timezone))
    made = plan_supplies(
        homes,
        REQUESTS.check(asked) if asked.width else REQUESTS.empty(),
        lots,
        vans,
        rule,
        Hours(starts_at, starts_at + timedelta(hours=wish.hours)),
        wish.starts.date(),
        solvers=Solvers(wish.sharing, wish.routing),
    )
    rejected = rejected_of(files)
    tables = _tables(made, wish.timezone) | ({"rejected.csv": rejected} if rejected.height else {})
    write_supplies(wish.out, tables)
    _tell(made, rule)
    say(f"{wish.out}: {', '.join(tables)}")


def foretell(ahead: Ahead) -> None:
    """Read, forecast, write, and say what runs out when.

    Raises:
        Problem: a file that cannot be read, an unknown item.
    """
    rule, files = read_supplies(ahead.pack), dict[Path, Imported]()
    homes = _read(files, ahead.households, read_households, ahead.timezone)
    lots = LOTS.check(_read(files, ahead.stock, read_lots, ahead.timezone))
    asked = _read(files, ahead.requests, read_requests, ahead.timezone)
    for item in lots["item"].unique().sort():
        rule.get_item(item)
    use, today = daily_use(homes, rule), ahead.today.date()
    once = dict(asked.group_by("item").agg(pl.col("quantity").sum()).iter_rows()) if asked.width else {}
    days = forecast_stock(lots, use_by_day(homes, rule, today, ahead.days), once, today, ahead.days)
    if ahead.out is not None:
        days.write_csv(ahead.out)
    for row in list_shortages(lots, days, use, today).iter_rows(named=True):
        say(_shortage(row, rule))


def _read(
    files: dict[Path, Imported], path: Path | None, read: Callable[[Path, str], Imported], timezone: str
) -> pl.DataFrame:
    """Read a file and say its balance; without one an empty frame."""
    if path is None:
        return pl.DataFrame()
    given = files[path] = read(path, timezone)
    tell_balance(say, path, given)
    return given.frame


def _tables(made: SupplyPlan, timezone: str) -> dict[str, pl.DataFrame]:
    local = pl.col("at").dt.convert_time_zone(timezone).dt.strftime("%Y-%m-%dT%H:%M:%S%:z")
    return {
        "households.csv": made.households,
        "portions.csv": made.portions,
        "unmet.csv": made.unmet,
        "rounds.csv": made.rounds.stops.with_columns(local),
        "drops.csv": made.rounds.drops.with_columns(local),
    }


def _tell(made: SupplyPlan, rule: SupplyRule) -> None:
    served, planned, left = (made.count(state) for state in ("served", "planned", "unserved"))
    say(
        f"households · 户: {made.households.height:,} = {served:,} supplied · 已够 + {planned:,} on a round · 在途 "
        f"+ {left:,} unserved · 未保障"
    )
    unserved = made.households.filter(state="unserved").group_by("reason").len().sort("reason")
    for reason, count in unserved.iter_rows():
        say(f"  {reason}: {count:,} ({in_both(REASONS[reason])})")
    for item, amount, homes in _short(made.unmet).iter_rows():
        one = rule.get_item(item)
        say(f"short · 缺: {in_both(one.title)} {amount:,} {one.unit}, {homes:,} households · 户")
    rounds, bound = made.rounds, made.rounds.bound_m
    gap = f"{rounds.metres / bound - 1:.1%}" if bound else "-"
    say(
        f"rounds · 轮次: {rounds.stops['round_id'].n_unique():,}, stops · 站点 {rounds.stops.height:,}, driven · 行驶 "
        f"{rounds.metres / 1000:,.1f} km; bound · 下界 {bound / 1000:,.1f} km, gap · 差距 {gap}"
    )


def _short(unmet: pl.DataFrame) -> pl.DataFrame:
    by_item = unmet.group_by("item").agg(pl.col("quantity").sum(), pl.col("household_id").n_unique())
    return by_item.sort("item")


def _shortage(row: dict[str, object], rule: SupplyRule) -> str:
    one = rule.get_item(str(row["item"]))
    when = (
        f"runs out on · 断供 {row['runs_out_on']}, short by the end · 期内缺 {row['short']:,}"
        if row["runs_out_on"]
        else "lasts · 够用"
    )
    return (
        f"{in_both(one.title)} ({one.unit}): in stock · 在库 {row['in_stock']:,}, coming · 在途 {row['coming']:,}, "
        f"a day · 日用 {row['a_day']:,}: {when}"
    )
