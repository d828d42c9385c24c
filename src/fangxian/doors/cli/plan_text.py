"""A plan as plain text in one language: its rules, measures and figures, unconfirmed ones marked."""

from collections.abc import Iterator

from fangxian.engines.plans import (
    Figure,
    Legal,
    LegalBasis,
    Measure,
    Plan,
    Trigger,
    department_title,
    proof_title,
    role_title,
)
from fangxian.engines.problems import Text

UNCONFIRMED = Text("未证实", "unconfirmed")
_CLOCKS = {
    "case_reported": Text("病例报告", "the report of the case"),
    "area_starts": Text("风险地区生效", "the start of the area"),
    "first_exposed": Text("首次暴露", "the first exposure"),
    "last_exposed": Text("末次暴露", "the last exposure"),
    "decided": Text("决定", "the decision"),
}


def plan_lines(plan: Plan, legal: Legal, language: str) -> Iterator[str]:
    """Yield the lines of `fangxian plan show`."""

    def say(zh: str, en: str) -> str:
        return Text(zh, en).in_(language)

    until = plan.valid_to or "…"
    yield f"# {plan.title.in_(language)} ({plan.id})"
    yield f"{say('生效', 'In force')}: {plan.valid_from} – {until}"
    yield f"{say('法律依据', 'Legal ground')}: {legal.title.in_(language)} ({legal.jurisdiction.in_(language)})"
    if plan.areas:
        yield f"\n## {say('风险地区规则（只提建议）', 'Rules for areas (they only propose)')}"
    for area in plan.areas:
        yield f"- {area.title.in_(language)}: {area.level} / {area.unit}  [{area.source}]"
        yield f"    {say('当', 'when')} {area.when}"
        yield f"    {say('结束', 'ends when')} {area.ends_when}"
    yield f"\n## {say('启动条件', 'Triggers')}"
    for trigger in plan.triggers:
        yield from _trigger_lines(plan, trigger, language)
    yield f"\n## {say('措施', 'Measures')}"
    for measure in plan.measures.values():
        yield from _measure_lines(measure, legal.bases[measure.legal_basis], language)
    yield f"\n## {say('数值', 'Figures')}"
    for path, figure in sorted(plan.figures.items()):
        yield f"- {path}: {_figure(figure, language)}"
    yield f"\n## {say('来源', 'Sources')}"
    for source, title in sorted(plan.source_titles.items()):
        yield f"- {source}: {title}"


def _trigger_lines(plan: Plan, trigger: Trigger, language: str) -> Iterator[str]:
    subject = f"{trigger.scope} {trigger.at}".strip()
    yield f"- {trigger.title.in_(language)} ({trigger.id}; {subject})  [{trigger.source}]"
    yield f"    {Text('当', 'when').in_(language)} {trigger.when}"
    for action in trigger.then:
        yield f"    → {plan.measures[action.measure].title.in_(language)} @ {action.at}"


def _measure_lines(measure: Measure, basis: LegalBasis, language: str) -> Iterator[str]:
    def say(zh: str, en: str) -> str:
        return Text(zh, en).in_(language)

    restricts = say("；限制，须两个单位签署", "; restricts, two offices sign") if measure.restricts else ""
    yield f"- {measure.title.in_(language)} ({measure.id}{restricts})"
    yield f"    {say('对象', 'binds')}: {measure.binds.in_(language)}"
    owner = f"{measure.owner_level}, {role_title(measure.owner_role).in_(language)}"
    yield f"    {say('责任', 'owner')}: {owner} → {measure.cascade_to}"
    for level, names in measure.departments.items():
        listed = ", ".join(department_title(name).in_(language) for name in names)
        yield f"    {say('部门', 'departments')} {level}: {listed}"
    yield f"    {say('时限', 'deadline')}: {_deadline(measure, language)}"
    yield f"    {say('期限', 'lasts')}: {_duration(measure, language)}"
    yield f"    {say('凭证', 'proof')}: {proof_title(measure.proof).in_(language)}"
    confirmed = "" if basis.confirmed else f" ({UNCONFIRMED.in_(language)})"
    yield f"    {say('依据', 'ground')}: {basis.law.in_(language)}; {basis.authority.in_(language)}{confirmed}"
    yield f"    {say('代价', 'costs')}: {measure.cost.in_(language)}"


def _deadline(measure: Measure, language: str) -> str:
    clock = _CLOCKS[measure.deadline.clock].in_(language)
    lapses = Text("，过时不再建议", ", then it lapses").in_(language) if measure.deadline.lapses else ""
    hours = f"{measure.deadline.hours:g}"
    return Text(f"{clock}后 {hours} 小时{lapses}", f"{hours} h after {clock}{lapses}").in_(language)


def _duration(measure: Measure, language: str) -> str:
    duration = measure.duration
    start = _CLOCKS[duration.clock].in_(language)
    end = _CLOCKS[duration.to_clock or duration.clock].in_(language)
    first, last = f"{duration.from_days:g}", f"{duration.to_days:g}"
    return Text(
        f"{start}后第 {first} 天至{end}后第 {last} 天", f"day {first} after {start} to day {last} after {end}"
    ).in_(language)


def _figure(figure: Figure, language: str) -> str:
    sources = ", ".join(figure.sources) or "-"
    mark = "" if figure.confirmed else f"  *{UNCONFIRMED.in_(language)}*"
    note = f"  ({figure.note})" if figure.note and language.startswith("en") else ""
    return f"{figure.value} {figure.unit}  [{sources}; {figure.confidence}]{mark}{note}"
