"""What a drill is played on: the city, the disease, the plan compiled, the future that happens, and its calendar."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines import tables
from fangxian.engines.drill import Staffing, Truth, read_late
from fangxian.engines.plans import Plan
from fangxian.engines.problems import Text
from fangxian.engines.rehearsal import (
    Assumptions,
    MixingCity,
    Start,
    closeness_of,
    compile_plan,
    course_of,
)
from fangxian.engines.rehearsal.stepping import Calendar
from fangxian.operations.drills.problems import DRILL_UNCLEAR
from fangxian.operations.drills.rows import AUTO, SCREEN, Wish
from fangxian.stores.mixing import ensure_made_up_city, ensure_mixing_city, find_city
from fangxian.stores.packs import read_disease, read_legal, read_plan
from fangxian.stores.places import PlacePack

OUTBREAK = "drill"
"""What the outbreak of a drill is called in its world."""
LEVEL_NAMES = {
    "community": Text("社区", "Community"), "street": Text("街道", "Street"), "district": Text("区", "District"),
    "city": Text("演练市", "Drill City"),
}  # fmt: skip
"""Of a city made up."""


@dataclass(frozen=True, eq=False)
class Stage:
    """All that a drill needs and that does not change while it runs. `places`: `tables.PLACES`, the city's own first."""

    wish: Wish
    plan: Plan
    truth: Truth
    assumptions: Assumptions
    places: pl.DataFrame
    calendar: Calendar

    @property
    def root(self) -> str:
        """The city."""
        return str(self.places["place_id"][0])

    @cached_property
    def staffing(self) -> Staffing:
        """How offices act that act by the plan."""
        wish, assumed = self.wish, self.assumptions
        return Staffing(
            signing_hours=assumed.signing_hours, done_share=assumed.done_share, late_share=wish.late_share,
            late=tuple(read_late(text) for text in wish.late), seed=wish.seed,
        )  # fmt: skip

    def instant(self, day: float) -> datetime:
        """Return the moment so many days after the first infections' midnight."""
        return self.calendar.instant(day)

    def day(self, at: datetime) -> float:
        """Return how many days after that midnight a moment is."""
        return (at.astimezone(ZoneInfo(self.calendar.timezone)) - self.instant(0.0)).total_seconds() / 86400.0


def set_stage(wish: Wish) -> Stage:
    """Open the city and compile the plan.

    Raises:
        Problem: `drill-unclear`, `not-a-lateness`, `no-such-assumption`, `not-one-city`, `route-not-modelled`, and those
            of reading a plan.
    """
    _check(wish)
    plan = read_plan(wish.plan)
    _check_days(wish, plan)
    assumptions = Assumptions().with_set(wish.assumptions)
    city, places = _open(wish, assumptions)
    course = course_of(read_disease(plan.disease), closeness_of(city.ground), assumptions)
    compiled = compile_plan(plan, city.levels, city.kinds, city.people, assumptions)
    start = Start(wish.seed_cases, wish.seeded_days_ago, wish.days)
    truth = Truth(city, course, compiled, start, wish.future, wish.seed)
    calendar = Calendar(wish.first_on, wish.timezone, OUTBREAK, plan.disease)
    stage = Stage(wish, plan, truth, assumptions, places, calendar)
    _check_late(stage)
    return stage


def _check(wish: Wish) -> None:
    if bool(wish.city) == bool(wish.population):
        raise _unclear(
            "city",
            "城市",
            wish.city or "–",
            "one of --city and --population",
            "--city 与 --population 二者选一",
        )
    if wish.staff not in (AUTO, SCREEN):
        raise _unclear("staff", "人员", wish.staff, "auto or screen", "auto 或 screen")


def days_in_force(plan: Plan) -> tuple[date, date | None]:
    """Return the first and last day on which both a plan and its legal ground are in force; None: until further notice."""
    legal = read_legal(plan.legal)
    ends = [one for one in (plan.valid_to, legal.valid_to) if one is not None]
    return max(plan.valid_from, legal.valid_from), min(ends, default=None)


def latest_start(plan: Plan, length: int, today: date) -> date:
    """Return the day of the first infections of a drill that ends today, or else while the plan is still in force."""
    _, last = days_in_force(plan)
    return min(today, last or today) - timedelta(days=length)


def _check_days(wish: Wish, plan: Plan) -> None:
    first, last = days_in_force(plan)
    ends = wish.first_on + timedelta(days=wish.days + wish.seeded_days_ago)
    if wish.first_on < first or (last is not None and ends > last):
        until = last or "…"
        days = (
            f"days from {first} to {until}, when the plan is in force",
            f"预案有效期 {first} 至 {until} 之内",
        )
        raise _unclear("days", "日期", f"{wish.first_on} – {ends}", *days)


def _check_late(stage: Stage) -> None:
    known = ", ".join(sorted(stage.plan.measures))
    for one in stage.staffing.late:
        if one.measure not in stage.plan.measures:
            raise _unclear(
                "late", "延误", one.measure, f"a measure of the plan: {known}", f"预案中的措施：{known}"
            )
        if one.place_id and one.place_id not in set(stage.places["place_id"]):
            raise _unclear("late", "延误", one.place_id, "a place of the city", "该市的一个地区")


def _unclear(name: str, name_zh: str, value: str, expected: str, expected_zh: str) -> Exception:
    return DRILL_UNCLEAR(name=name, name_zh=name_zh, value=value, expected=expected, expected_zh=expected_zh)


def _open(wish: Wish, assumptions: Assumptions) -> tuple[MixingCity, pl.DataFrame]:
    if wish.population:
        city = ensure_made_up_city(wish.population, assumptions.vaccinated)
        return city, _made_up_places(city)
    pack, place_id = find_city(wish.city)
    return ensure_mixing_city(pack, place_id, assumptions.vaccinated), _places_of(pack, place_id)


def _places_of(pack: PlacePack, place_id: str) -> pl.DataFrame:
    inside = pack.closure.filter(kind="tree", ancestor_id=place_id)["descendant_id"]
    tree = pack.tree.filter(pl.col("place_id").is_in(inside.implode()) | (pl.col("place_id") == place_id))
    top = pl.col("place_id") == place_id
    rows = tree.with_columns(parent_id=pl.when(~top).then("parent_id")).sort(
        top, descending=True, maintain_order=True
    )
    return tables.PLACES.rows(
        [{k: v for k, v in row.items() if k in tables.PLACES.names} for row in rows.iter_rows(named=True)]
    )


def _made_up_places(city: MixingCity) -> pl.DataFrame:
    rows: list[dict[str, object]] = []
    for node in reversed(range(len(city.places))):
        level = int(city.ground.node_level[node])
        name, place = LEVEL_NAMES[city.levels[level]], city.places[node]
        number = place.lstrip("csd") if place != "city" else ""
        above = [int(upper) for upper in city.ground.up[node, level + 1 :]]
        rows.append(
            {
                "place_id": place,
                "name": f"{name.zh}{number}",
                "name_en": f"{name.en} {number}".strip(),
                "level": city.levels[level],
                "parent_id": city.places[above[0]] if above else None,
                "population": int(city.population[node]),
            }
        )
    return tables.PLACES.rows(rows)
