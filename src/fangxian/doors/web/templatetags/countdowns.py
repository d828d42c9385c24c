"""Countdowns: a bar that fills as time passes, and minutes in words."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from fangxian.doors.web.templatetags.exposures import parts_of_whole
from fangxian.doors.web.templatetags.words import is_chinese

register = template.Library()
WHOLE = 1000


@register.simple_tag
def countdown(row: Any, label: str) -> SafeString:
    """Draw how much of a clock's time has passed; past its time the whole bar is late."""
    passed = round(WHOLE * (1 - row.share_left))
    shade = "late" if row.state == "missed" else "done"
    return parts_of_whole(label, WHOLE, [(shade, passed)])


@register.filter
def minutes(value: float) -> str:
    """Return a length of time in words, whichever side of a deadline it lies: 1小时05分, 1 h 05 min; 3天2小时, 3 d 2 h."""
    left = int(abs(value))
    hours, rest = divmod(left, 60)
    days, over = divmod(hours, 24)
    if days >= 2:
        return f"{days}天{over}小时" if is_chinese() else f"{days} d {over} h"
    if hours:
        return f"{hours}小时{rest:02}分" if is_chinese() else f"{hours} h {rest:02} min"
    return f"{rest}分钟" if is_chinese() else f"{rest} min"
