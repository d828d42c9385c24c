"""Where a place lies, in the reader's language."""

from django import template

from fangxian.doors.web.rendering import language_of
from fangxian.operations.places.queries import ancestors, get_place

register = template.Library()


@register.filter
def place_path(place_id: str) -> str:
    """Return a place with what it lies in, the widest first and the root left out: it is the same for all."""
    chinese = language_of().startswith("zh")
    line = [*ancestors(place_id)[1:], get_place(place_id)]
    names = [row.name if chinese else row.name_en or row.name for row in line]
    return "".join(names) if chinese else ", ".join(reversed(names))
