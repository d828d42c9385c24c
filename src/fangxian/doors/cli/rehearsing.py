"""The work of `fangxian rehearse`."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from fangxian.doors.cli.steps import Steps
from fangxian.doors.cli.terminal import say
from fangxian.engines.epidemic import Policy, no_policy
from fangxian.engines.problems import Problem, Text
from fangxian.engines.rehearsal import (
    Assumptions,
    Difference,
    MixingCity,
    Start,
    closeness_of,
    compile_plan,
    course_of,
    differences,
    frontier,
    list_modelled,
    rehearse,
    rehearse_until_decided,
    summarise,
)
from fangxian.engines.rehearsal.naming import OUTCOME_WORDS
from fangxian.stores.mixing import ensure_made_up_city, ensure_mixing_city, find_city
from fangxian.stores.outputs.futures import check_futures_file, write_futures
from fangxian.stores.packs import read_disease, read_plan

NOTHING = "nothing"
"""The name of the plan that does nothing."""


@dataclass(frozen=True)
class Wish:
    """The command line as given; what was left out is None."""

    plan: list[str]
    out: Path
    city: str | None
    population: int | None
    disease: str | None
    set_: list[str] | None
    seed_cases: int
    seeded_days_ago: int
    futures: int
    until_decided: bool
    days: int
    seed: int
    threads: int


def run(wish: Wish) -> None:
    """Open the city, compile the plans, run the futures, write them, and say how the plans differ.

    Raises:
        Problem: no such city, plan or figure; a disease no future models; a file that is neither CSV nor Parquet.
    """
    check_futures_file(wish.out)
    assumptions = Assumptions().with_set(given_figures(wish.set_ or []))
    disease = read_disease(wish.disease or _disease_of(wish.plan))
    steps = Steps()
    with steps.running():
        steps(Text("打开城市", "opening the city"))
        city = open_city(wish.city, wish.population, assumptions)
        steps(Text("准备预案", "compiling the plans"))
        course = course_of(disease, closeness_of(city.ground), assumptions)
        policies = {name: _policy(name, city, assumptions) for name in dict.fromkeys(wish.plan)}
        steps(Text("推演", "running the futures"))
        start = Start(wish.seed_cases, wish.seeded_days_ago, wish.days)
        told = rehearse_until_decided if wish.until_decided else rehearse
        found = told(
            city, course, policies, start, wish.futures, seed=wish.seed, threads=wish.threads
        ).futures
    write_futures(wish.out, found)
    _tell_means(found, wish)
    for plan in dict.fromkeys(wish.plan):
        _tell_left_out(plan)


def given_figures(words: list[str]) -> dict[str, float]:
    """Return the figures that words like name=value set. Raises `not-a-setting`."""
    found = {}
    for word in words:
        name, _, value = word.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError as error:
            raise _not_a_setting(word) from error
    return found


def _disease_of(plans: list[str]) -> str:
    named = [plan for plan in plans if plan != NOTHING]
    if not named:
        raise _no_disease()
    return read_plan(named[0]).disease


def open_city(name: str | None, population: int | None, assumptions: Assumptions) -> MixingCity:
    """Return a city of a pack, or one made up of so many people. Raises `one-city`, `not-one-city`."""
    if (name is None) == (population is None):
        raise _one_city()
    if population is not None:
        return ensure_made_up_city(population, assumptions.vaccinated)
    return ensure_mixing_city(*find_city(name or ""), assumptions.vaccinated)


def _policy(name: str, city: MixingCity, assumptions: Assumptions) -> Policy:
    if name == NOTHING:
        return no_policy(len(city.kinds))
    return compile_plan(read_plan(name), city.levels, city.kinds, city.people, assumptions).policy


def _tell_means(found: pl.DataFrame, wish: Wish) -> None:
    means = summarise(found)
    plans = list(dict.fromkeys(wish.plan))
    for plan in plans:
        say(f"{plan}: {found.filter(plan=plan).height:,}")
        for row in means.filter(plan=plan).iter_rows(named=True):
            word = OUTCOME_WORDS[row["outcome"]]
            if row["mean"] is not None:
                say(f"  {word.zh} {word.en}: {row['mean']:,.1f} ({row['low']:,.0f} – {row['high']:,.0f})")
    for one in differences(found, plans[0]):
        say(_difference(one))
    if len(plans) > 1:
        best = frontier(found).filter("on_frontier")["plan"]
        say(
            f"不被任何预案全面胜过 on the frontier of infections and person-days of restriction: {', '.join(best)}"
        )


def _difference(one: Difference) -> str:
    word = OUTCOME_WORDS[one.outcome]
    names = f"{one.plan} − {one.against}, {word.zh} {word.en}"
    if one.too_close:
        return f"{names}: 相差太小，无法判断 too close to tell ({one.low:+,.1f} – {one.high:+,.1f})"
    return f"{names}: {one.mean:+,.1f} ({one.low:+,.1f} – {one.high:+,.1f})"


def _tell_left_out(plan: str) -> None:
    if plan == NOTHING:
        return
    still = [one for one in list_modelled(read_plan(plan)) if not one.modelled]
    say(f"{plan}: 未计入的措施 measures that change nothing in a rehearsal: {len(still)}")
    for one in still:
        say(f"  {one.measure}: {one.how.zh}；{one.how.en}")


def _not_a_setting(word: str) -> Problem:
    return Problem(
        "not-a-setting",
        Text(f"“{word}”不是“名称=数值”。", f'"{word}" is not name=value.'),
        Text("应如 --set signing_hours=6。", "Expected something like --set signing_hours=6."),
        Text("请改正 --set。", "Correct --set."),
    )


def _no_disease() -> Problem:
    return Problem(
        "no-disease",
        Text("没有预案，也没有指定疾病。", "There is no plan and no disease."),
        Text(
            "只推演 nothing 时需要 --disease。",
            "A rehearsal of `nothing` alone has to know the disease by --disease.",
        ),
        Text("请写 --disease，例如 sars-cov-2-delta。", "Add --disease, such as sars-cov-2-delta."),
    )


def _one_city() -> Problem:
    return Problem(
        "one-city",
        Text("须给出一座城市。", "One city has to be given."),
        Text("--city 与 --population 二者选一。", "Either --city or --population, not both and not neither."),
        Text("请改正命令。", "Correct the command."),
    )
