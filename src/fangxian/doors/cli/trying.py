"""The work of `fangxian plan dry-run`: what each plan would have fired, and the plans side by side."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.doors.cli.steps import Steps
from fangxian.engines.plans import Plan
from fangxian.engines.problems import Text
from fangxian.engines.response.dry_run import DryRun, dry_run
from fangxian.stores.gathering.moments import read_moment
from fangxian.stores.gathering.replaying import moments_between, pack_known_at
from fangxian.stores.outbreaks import list_outbreaks, read_outbreak
from fangxian.stores.packs import read_plan

_KINDS = {
    "area": Text("风险地区", "area"),
    "measure": Text("措施", "measure"),
    "restriction": Text("个人限制", "restriction"),
    "follow_up": Text("随访", "follow-up"),
    "order": Text("指令（下达单位数）", "order, to so many offices"),
}
_CHANGES = {
    "new": Text("新增", "new"),
    "changed": Text("变更", "changed"),
    "no_longer_supported": Text("解除", "released"),
}


@dataclass(frozen=True)
class Asked:
    """Which outbreak, and which moments of it."""

    outbreak: str
    at: str
    until: str | None
    every_hours: float
    scale: str

    def moments(self, timezone: str) -> list[datetime]:
        """Return the moments in the outbreak's own time."""
        last = read_moment(self.until, timezone) if self.until else None
        return moments_between(read_moment(self.at, timezone), last, self.every_hours)


def try_out(
    plan_ids: Sequence[str], asked: Asked, language: str, open_database: Callable[[], None]
) -> Iterator[str]:
    """Yield the lines of the dry run; nothing is written anywhere.

    Raises:
        Problem: no such outbreak or plan, or a time that cannot be run.
    """
    plans = [read_plan(plan_id) for plan_id in plan_ids]
    if asked.outbreak in list_outbreaks():
        runs, timezone = _of_pack(plans, asked)
    else:
        open_database()
        runs, timezone = _on_record(plans, asked)
    zone = ZoneInfo(timezone)
    for plan, run in zip(plans, runs, strict=True):
        yield from _lines(plan, run, zone, language)
    yield from _side_by_side(plans, runs, zone, language)


def _of_pack(plans: list[Plan], asked: Asked) -> tuple[list[DryRun], str]:
    timezone = read_outbreak(asked.outbreak).timezone
    moments = asked.moments(timezone)
    with Steps().running() as steps:
        known_at = pack_known_at(asked.outbreak, moments[0], asked.scale, steps.share)
        steps(Text("逐时推算", "running the plan hour by hour"))
        return [dry_run(known_at, moments, plan) for plan in plans], timezone


def _on_record(plans: list[Plan], asked: Asked) -> tuple[list[DryRun], str]:
    from fangxian.operations.accounts.queries import get_system_actor
    from fangxian.operations.cases.queries import get_outbreak
    from fangxian.operations.firing import try_plans

    reach = get_system_actor("plan dry-run").reach
    timezone = get_outbreak(reach, asked.outbreak).timezone
    plan_ids = [plan.id for plan in plans]
    return list(try_plans(reach, asked.outbreak, plan_ids, asked.moments(timezone))), timezone


def _lines(plan: Plan, run: DryRun, zone: ZoneInfo, language: str) -> Iterator[str]:
    yield f"# {plan.title.in_(language)} ({plan.id})"
    titles = _titles(plan, language)
    for total in run.moments.iter_rows(named=True):
        said = Text(
            "{at}  已知病例 {cases}，暴露者 {exposed}，措施 {measures}；受限 {least:,}–{most:,} 人，另按名单 {named:,} 人",
            "{at}  {cases} cases known, {exposed} people exposed, {measures} measures; restricted "
            "{least:,}–{most:,} people, {named:,} more by name",
        )
        yield "\n" + said.in_(language).format(
            at=_local(total["at"], zone),
            cases=total["cases"],
            exposed=total["exposed"],
            measures=total["measures"],
            least=total["restricted_at_least"],
            most=total["restricted_at_most"],
            named=total["by_name"],
        )
        fired = run.firings.filter(at=total["at"])
        if fired.is_empty():
            yield "  " + Text("没有新的规则启动", "no rule fired anew").in_(language)
        for row in fired.iter_rows(named=True):
            yield "  " + _firing(row, titles, language)


def _firing(row: dict[str, object], titles: dict[str, str], language: str) -> str:
    rules = ", ".join(titles.get(rule, rule) for rule in str(row["rule"]).split(";"))
    what = titles.get(str(row["what"]), str(row["what"]))
    kind, change = _KINDS[str(row["kind"])].in_(language), _CHANGES[str(row["change"])].in_(language)
    people = (
        ""
        if row["people"] is None
        else Text(f"，{row['people']:,} 人", f", {row['people']:,} people").in_(language)
    )
    places = Text(f"{row['places']} 处", f"{row['places']} places").in_(language)
    return f"[{change}] {rules} → {kind}: {what} ({places}{people})"


def _titles(plan: Plan, language: str) -> dict[str, str]:
    rules = {rule.id: rule.title.in_(language) for rule in plan.areas}
    rules |= {trigger.id: trigger.title.in_(language) for trigger in plan.triggers}
    return rules | {one.id: one.title.in_(language) for one in plan.measures.values()}


def _side_by_side(plans: list[Plan], runs: Sequence[DryRun], zone: ZoneInfo, language: str) -> Iterator[str]:
    if len(plans) < 2:
        return
    yield "\n# " + Text("并列比较", "Side by side").in_(language)
    yield "| " + " | ".join((Text("时刻", "at").in_(language), *(plan.id for plan in plans))) + " |"
    yield "|" + " --- |" * (len(plans) + 1)
    for totals in zip(*(run.moments.iter_rows(named=True) for run in runs), strict=True):
        cells = [
            Text(
                f"措施 {one['measures']}，受限 {one['restricted_at_least']:,}–{one['restricted_at_most']:,}",
                f"{one['measures']} measures, {one['restricted_at_least']:,}–{one['restricted_at_most']:,} restricted",
            ).in_(language)
            for one in totals
        ]
        yield "| " + " | ".join((_local(totals[0]["at"], zone), *cells)) + " |"
    started = [set(run.firings.filter(pl.col("change") == "new")["what"]) for run in runs]
    for plan, own in zip(plans, started, strict=True):
        others = set[str]().union(*(other for other in started if other is not own))
        only = sorted(_titles(plan, language).get(one, one) for one in own - others)
        head = Text(f"仅 {plan.id} 启动", f"only {plan.id} starts").in_(language)
        yield f"{head}: {', '.join(only) or '–'}"


def _local(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
