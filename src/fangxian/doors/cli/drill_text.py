"""The report after a drill as Markdown, Chinese and English side by side; every part says that it is a drill."""

from collections.abc import Iterator
from typing import Any

from fangxian.engines.problems import Text
from fangxian.engines.rehearsal.naming import OUTCOME_WORDS

MARK = "演练 DRILL"
TOO_SMALL = Text("太小，无法判断", "too small to tell")
TOO_CLOSE = Text("相差太小，无法判断", "too close to tell")

Row = dict[str, Any]


def report_lines(report: Row) -> Iterator[str]:
    """Yield the lines of a report: the outbreak, what was late, other plans, every order."""
    outbreak, wish = report["outbreak"], report["settings"]
    yield f"# {MARK} · {_both(outbreak['place'])} · {wish['plan']}"
    yield ""
    yield f"- 人口 people: {outbreak['people']:,}"
    yield f"- 感染 infections: {outbreak['infections']:,}; 报告病例 cases: {outbreak['cases']:,}"
    yield f"- 接触者 contacts: {outbreak['contacts']:,}"
    yield f"- 按日 by day: {', '.join(f'{day} {cases}' for day, cases in outbreak['by_day'].items())}"
    yield from _late_lines(report)
    yield from _plan_lines(report)
    yield from _order_lines(report)


def _late_lines(report: Row) -> Iterator[str]:
    yield f"\n## {MARK} · 逾期 What was late"
    if not report["late"]:
        yield "\n无 Nothing."
    if len(report["late"]) > 1:
        yield "\n### 全部逾期合计 All lateness together\n"
        yield from (f"- {_cost(cost)}" for cost in report["together"])
    for one in report["late"]:
        yield f"\n### {one['order']} · {_both(one['title'])} · +{one['hours']:g} h\n"
        for office in one["offices"]:
            done = office["done_at"] or "未完成 not done"
            yield f"- {_both(office['place'])} ({office['department']}): {office['due_at']} → {done}"
        for cost in one["costs"]:
            yield f"- {_cost(cost)}"
        if not one["costs"]:
            yield "- 推演不模拟这项措施，没有代价 No future knows this measure: it has no price"
    if report["issued_late"]:
        yield "\n### 签署晚于时限的指令 Orders that were signed after their own time\n"
    for row in report["issued_late"]:
        yield f"- {_both(row['title'])}: {row['orders']}, 最长 at most {row['hours']:g} h"


def _cost(cost: Row) -> str:
    word = OUTCOME_WORDS[cost["outcome"]]
    said = f"{TOO_SMALL.zh} {TOO_SMALL.en}" if cost["too_small"] else _interval(cost)
    return f"{word.zh} {word.en}: {said}; 本次演练 in this drill {cost['own']:+,.0f}; {cost['futures']} 个未来 futures"


def _interval(one: Row) -> str:
    return f"{one['mean']:+,.2f} ({one['low']:+,.2f} – {one['high']:+,.2f})"


def _plan_lines(report: Row) -> Iterator[str]:
    yield f"\n## {MARK} · 换一种做法 What other plans would have done"
    drilled = report["outbreak"]
    yield f"\n本次演练 this drill: 感染 infections {drilled['infections']:,}, 报告病例 cases {drilled['cases']:,}\n"
    for plan in report["plans"]:
        yield f"- {plan['plan']}: {_own(plan['own'])}"
        for one in plan["beside"]:
            word = OUTCOME_WORDS[one["outcome"]]
            said = f"{TOO_CLOSE.zh} {TOO_CLOSE.en}" if one["too_close"] else _interval(one)
            yield f"  - {word.zh} {word.en}: {said}"


def _own(own: Row) -> str:
    told = ("infections", "cases", "person_days_locked")
    return ", ".join(f"{OUTCOME_WORDS[name].zh} {OUTCOME_WORDS[name].en} {own[name]:,.0f}" for name in told)


def _order_lines(report: Row) -> Iterator[str]:
    yield f"\n## {MARK} · 全部指令 Every order\n"
    yield "| 编号 number | 措施 measure | 地区 place | 下达 issued | 时限 due | 完成 done | 机构 offices |"
    yield "|---|---|---|---|---|---|---|"
    for one in report["orders"]:
        done = one["done_at"] if one["done"] == one["offices"] else f"{one['done']}/{one['offices']}"
        cells = (
            one["number"], _both(one["title"]), _both(one["place"]), one["issued_at"], one["due_at"], done or "–",
            one["offices"],
        )  # fmt: skip
        yield f"| {' | '.join(map(str, cells))} |"


def _both(text: Row) -> str:
    return text["zh"] if text["zh"] == text["en"] else f"{text['zh']} {text['en']}"
