"""Plans and figures of a rehearsal as a reader expects them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fangxian.doors.web import packs
from fangxian.doors.web.rendering import language_of
from fangxian.engines.problems import Text
from fangxian.operations.rehearsals.rows import NOTHING, Figure, Paired

register = template.Library()
DOING_NOTHING = Text("什么也不做", "doing nothing")
TOO_CLOSE = Text("相差太小，无法判断", "too close to tell")
NEVER = Text("无", "none")


@register.filter
def plan_chosen(plan: str) -> str:
    """Return what a plan of a rehearsal is called in the reader's language."""
    return name_of_plan(plan, language_of())


def name_of_plan(plan: str, language: str) -> str:
    """Return what a plan of a rehearsal is called.

    >>> name_of_plan("nothing", "en")
    'doing nothing'
    """
    return (DOING_NOTHING if plan == NOTHING else packs.plan_title(plan)).in_(language)


@register.simple_tag
def mean_of(figure: Figure) -> SafeString:
    """Return a mean with the middle nine tenths below it; a word where no future has it."""
    if figure.mean is None or figure.low is None or figure.high is None:
        return format_html('<span class="soft">{}</span>', NEVER.in_(language_of()))
    ends = f"{_told(figure.low)} – {_told(figure.high)}"
    return format_html('<span>{}<span class="sub">{}</span></span>', _told(figure.mean), ends)


@register.simple_tag
def difference(one: Paired | None) -> SafeString:
    """Return a difference with its interval; “too close to tell” where the interval holds zero."""
    if one is None:
        return format_html('<span class="soft">{}</span>', NEVER.in_(language_of()))
    ends = "" if one.low is None or one.high is None else f"{_signed(one.low)} – {_signed(one.high)}"
    if one.too_close:
        words = TOO_CLOSE.in_(language_of())
        return format_html(
            '<span><span class="soft">≈ {}</span><span class="sub">{}</span></span>', words, ends
        )
    return format_html('<span><strong>{}</strong><span class="sub">{}</span></span>', _signed(one.mean), ends)


def _told(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}".removesuffix(".0")


def _signed(value: float) -> str:
    """Return a number with its sign, a true minus: a hyphen would read as a dash between two numbers."""
    return f"{'−' if value < 0 else '+'}{_told(abs(value))}"
