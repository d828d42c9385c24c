"""The work of `fangxian drill run`."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fangxian.doors.cli.drill_text import report_lines
from fangxian.doors.cli.steps import Steps
from fangxian.doors.cli.terminal import say
from fangxian.engines.problems import Problem, Text
from fangxian.operations.drills.problems import NOT_A_DRILL_HOME
from fangxian.stores.whole import write_whole

DATABASE = "fangxian.sqlite3"
FORMS = (".json", ".md")


@dataclass(frozen=True)
class Given:
    """The command line as given; what was left out is None."""

    home: Path
    plan: str
    out: Path
    city: str | None
    population: int | None
    days: int
    seed_cases: int
    seeded_days_ago: int
    seed: int
    future: int
    staff: str
    late: list[str] | None
    late_share: float
    against: list[str] | None
    futures: int
    set_: list[str] | None
    first_on: str | None
    timezone: str
    pace: float


def require_empty(home: Path, out: Path) -> None:
    """Refuse before anything is opened: a home that has a world, a report that is neither JSON nor Markdown."""
    if out.suffix.lower() not in FORMS:
        raise _not_a_report(out)
    if (home / DATABASE).exists():
        raise NOT_A_DRILL_HOME(home=home, world=DATABASE)
    home.mkdir(parents=True, exist_ok=True)


def play(given: Given) -> None:
    """Run the drill to its end, write the report and say what was late.

    Raises:
        Problem: those of `operations.drilling.set_stage`.
    """
    from fangxian.operations.drilling import Told, open_drill, report_on, run, set_stage
    from fangxian.operations.drills.services import close

    steps = Steps()
    playing = Text("演练进行中", "the outbreak runs")

    def tell(told: Told) -> None:
        steps.share(told.day / told.days, playing)

    with steps.running():
        steps(Text("准备城市与预案", "preparing the city and the plan"))
        stage = set_stage(_wish(given))
        opened = open_drill(stage)
        steps(playing)
        run(stage, opened, tell, given.pace)
        steps(Text("评估", "judging what was late"))
        report = report_on(stage, opened)
        close(opened.system, opened.clock, drill_id=opened.drill_id, report=report)
    _write(given.out, report)
    _tell(report)
    say(f"FANGXIAN_HOME={given.home} fangxian serve")


def _wish(given: Given) -> Any:
    from fangxian.doors.cli.rehearsing import given_figures
    from fangxian.operations.drills.rows import Wish

    return Wish(
        plan=given.plan, first_on=_first_on(given), city=given.city or "", population=given.population or 0, days=given.days,
        seed_cases=given.seed_cases, seeded_days_ago=given.seeded_days_ago, seed=given.seed, future=given.future,
        staff=given.staff, late=tuple(given.late or ()), late_share=given.late_share,
        against=tuple(given.against or ("nothing",)), futures=given.futures, timezone=given.timezone,
        assumptions=given_figures(given.set_ or []),
    )  # fmt: skip


def _first_on(given: Given) -> date:
    if given.first_on is None:
        from fangxian.operations.clock import SystemClock
        from fangxian.operations.drilling import latest_start
        from fangxian.stores.packs import read_plan

        today = SystemClock().now().astimezone(ZoneInfo(given.timezone)).date()
        return latest_start(read_plan(given.plan), given.days + given.seeded_days_ago, today)
    try:
        return date.fromisoformat(given.first_on)
    except ValueError as error:
        raise Problem(
            "not-a-day",
            Text(f"“{given.first_on}”不是日期。", f'"{given.first_on}" is not a day.'),
            Text("应如 2021-07-20。", "Expected something like 2021-07-20."),
            Text("请改正 --first-on。", "Correct --first-on."),
        ) from error


def _write(out: Path, report: dict[str, Any]) -> None:
    is_json = out.suffix.lower() == ".json"
    text = json.dumps(report, ensure_ascii=False, indent=1) if is_json else "\n".join(report_lines(report))
    write_whole(out, lambda draft: draft.write_text(text + "\n", "utf-8"))


def _tell(report: dict[str, Any]) -> None:
    found = report["outbreak"]
    say(
        f"演练 DRILL: 感染 infections {found['infections']:,}, 报告病例 cases {found['cases']:,}, "
        f"指令 orders {len(report['orders']):,}, 逾期 late {len(report['late']):,}"
    )
    for one in report["late"]:
        say(f"  {one['order']}: {one['measure']} +{one['hours']:g} h, {len(one['offices'])} 个机构 offices")


def _not_a_report(out: Path) -> Problem:
    return Problem(
        "not-a-report-file",
        Text(f"“{out.name}”不是 JSON 或 Markdown。", f'"{out.name}" is neither JSON nor Markdown.'),
        Text("应以 .json 或 .md 结尾。", "Expected a name that ends with .json or .md."),
        Text("请改正 --out。", "Correct --out."),
    )
