"""Words, dates and numbers as a reader of either language expects them."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import template
from django.utils import timezone, translation

from fangxian.doors.web import packs
from fangxian.doors.web.rendering import language_of
from fangxian.doors.web.vocabulary import column_title, rate_as, word_for
from fangxian.engines.plans import COST_WORDS, ROUTE_WORDS
from fangxian.engines.problems import Text

register = template.Library()
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def is_chinese() -> bool:
    """Return whether the reader reads Chinese."""
    return language_of().startswith("zh")


@register.filter
def day(value: date | None) -> str:
    """Return a local date: 7月29日, 29 Jul; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return f"{value.month}月{value.day}日" if is_chinese() else f"{value.day} {MONTHS[value.month - 1]}"


@register.filter
def last_day(value: datetime | None) -> str:
    """Return the last local date before an end: what ends as 6 August begins lasts until 5 August."""
    return "" if value is None else day(value - timedelta(microseconds=1))


@register.filter
def moment(value: datetime | None) -> str:
    """Return an instant in local time: 7月29日 08:00, 29 Jul 08:00; nothing for None."""
    if isinstance(value, str) and value:
        value = datetime.fromisoformat(value)
    if value is None or value == "":
        return ""
    local = timezone.localtime(value)
    return f"{day(local.date())} {local:%H:%M}"


def moment_in_both(value: datetime) -> Text:
    """Return an instant as `moment`, in both languages: for what is said again when the reader switches."""
    with translation.override("zh-hans"):
        zh = moment(value)
    with translation.override("en"):
        return Text(zh, moment(value))


@register.filter
def since(value: datetime | None) -> str:
    """Return a moment as `moment`, and the date alone for a local midnight: so a stay of known day begins."""
    if value is not None and timezone.localtime(value).time() == time():
        return day(value)
    return moment(value)


@register.filter
def count(value: int | None) -> str:
    """Return a whole number with thousands separators."""
    return "" if value is None else f"{value:,}"


@register.filter
def span(value: float | None) -> str:
    """Return a number of hours in words: 35小时, 35 h; from two days on in days."""
    if value is None:
        return ""
    hours = int(value)
    if hours < 48:
        return f"{hours}小时" if is_chinese() else f"{hours} h"
    days, rest = divmod(hours, 24)
    return f"{days}天{rest}小时" if is_chinese() else f"{days} d {rest} h"


@register.filter
def spoken(value: Any) -> str:
    """Return a Text in the reader's language (a name without an English one as it is); anything else as it is."""
    return (value.in_(language_of()) or value.zh) if isinstance(value, Text) else str(value or "")


@register.filter
def term(code: str | None, vocabulary: str) -> str:
    """Return the word for a code of a vocabulary: `{{ case.kind|term:"kind" }}`."""
    return word_for(vocabulary, code or "").in_(language_of())


@register.filter
def proposal_title(row: Any) -> str:
    """Return what a proposal would do: an area names its level, everything else its measure."""
    title = rate_as(row.what) if row.kind == "area" else row.title
    return title.in_(language_of())


@register.filter
def place_name(row: Any) -> str:
    """Return a place's name in the reader's language; the official one where no other is known."""
    english = getattr(row, "name_en", None)
    return english if english and not is_chinese() else row.name


@register.simple_tag(takes_context=True)
def say(context: template.Context, key: str, **values: Any) -> str:
    """Return a sentence of the page with its values: `{% say "due" moment=row.due_at|moment %}`."""
    return context["w"].say(key, **values)


@register.filter
def total_cases(cases: Mapping[str, int]) -> int:
    """Return the number of cases that count: those discarded do not."""
    return sum(number for kind, number in cases.items() if kind != "discarded")


@register.filter
def sum_of(numbers: Mapping[str, int]) -> int:
    """Return the sum of a mapping's numbers."""
    return sum(numbers.values())


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """Return what a mapping holds at a key, or nothing."""
    return mapping.get(key)


@register.filter
def column(name: str, table: str = "") -> str:
    """Return the words for a column of an engine table: `{{ "onset_on"|column:"cases" }}`."""
    return column_title(name, table).in_(language_of())


@register.filter
def is_moment(name: str) -> bool:
    """Return whether a column holds an instant, by its name."""
    return name.endswith("_at")


@register.filter
def for_input(value: Any) -> str:
    """Return an instant as a datetime-local input wants it, in local time."""
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{timezone.localtime(instant):%Y-%m-%dT%H:%M}" if instant else ""


@register.filter
def not_done(counts: Any) -> int:
    """Return how many dispatches of a roll-up are not done."""
    return counts.issued - counts.done


@register.filter
def plan_name(plan_id: str) -> str:
    """Return a plan's title in the reader's language."""
    return packs.plan_title(plan_id).in_(language_of())


@register.filter
def disease_name(disease_id: str) -> str:
    """Return a disease's title in the reader's language."""
    return packs.disease_title(disease_id).in_(language_of())


@register.simple_tag
def legal_ground(plan_id: str, basis: str) -> str:
    """Return the law behind a legal basis in the reader's language."""
    return packs.legal_title(plan_id, basis).in_(language_of())


@register.simple_tag
def cost_of(plan_id: str, measure_id: str) -> str:
    """Return what a measure costs in the reader's language; nothing where it says nothing."""
    return packs.measure_cost(plan_id, measure_id).in_(language_of())


@register.filter
def cost_word(what: str) -> str:
    """Return the word for a kind of cost in the reader's language."""
    return COST_WORDS[what].in_(language_of())


@register.filter
def route_word(route: str) -> str:
    """Return the words for what an effect reduces in the reader's language."""
    return ROUTE_WORDS[route].in_(language_of())


@register.filter
def rounded(value: float) -> int:
    """Return an amount as a whole number; a sentence puts its thousands apart."""
    return round(value)


@register.filter
def percent(share: float) -> str:
    """Return a share as a whole percentage: 0.875 as 88%."""
    return f"{share:.0%}"


@register.simple_tag
def rule_name(plan_id: str, rule_id: str) -> str:
    """Return the title of a plan's rule in the reader's language."""
    return packs.rule_title(plan_id, rule_id).in_(language_of())


@register.simple_tag
def measure_name(plan_id: str, measure_id: str) -> str:
    """Return the title a plan gives a measure; its id where the plan has none of that name."""
    measure = packs.find_measure(plan_id, measure_id)
    return measure.title.in_(language_of()) if measure else measure_id


@register.filter
def rows_in(groups: list[Any]) -> int:
    """Return how many rows groups hold together."""
    return sum(len(group.rows) for group in groups)
