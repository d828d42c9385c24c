"""The bars of a testing day: who was told, is under way, late, or has no sample yet."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString

from fangxian.doors.web.templatetags.exposures import parts_of_whole

register = template.Library()


@register.simple_tag
def custody_bar(row: Mapping[str, int], label: str) -> SafeString:
    """Draw due + added as told, under way, late; what is left has no sample."""
    parts = [("told", row["told"]), ("under-way", row["under_way"]), ("late", row["late"])]
    return parts_of_whole(label, row["due"] + row["added"], parts)


@register.simple_tag
def step_bar(row: Mapping[str, int], step: str, label: str) -> SafeString:
    """Draw how many of due + added have come as far as a step."""
    return parts_of_whole(
        label, row["due"] + row["added"], [("told" if step == "told" else "step", row[step])]
    )


@register.filter
def of(row: Mapping[str, int], name: str) -> int:
    """Return a figure of a row by its name."""
    return row[name]


@register.filter
def unsampled(row: Mapping[str, int]) -> int:
    """Return how many are due and have no sample."""
    return max(row["missing"] + row["done"] - row["sampled"], 0)
