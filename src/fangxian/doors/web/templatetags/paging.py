"""`{% pager rows.number rows.paginator.num_pages %}`: turns the pages of a list, in one way everywhere."""

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("web/pager.html", takes_context=True)
def pager(
    context: dict[str, Any], number: int, pages: int, part: str = "page", at: str = ""
) -> dict[str, Any]:
    """Show where the reader is and what comes before and after; nothing for a list of one page.

    `part`: the list's word in the address, where a page has several; `at`: the id of the element to come back to.
    """
    kept = context["request"].GET.copy()
    kept.pop(part, None)
    return {
        "w": context["w"],
        "number": number,
        "pages": pages,
        "before": f"?{_with(kept, part, number - 1)}" if number > 1 else "",
        "after": f"?{_with(kept, part, number + 1)}" if number < pages else "",
        "at": f"#{at}" if at else "",
    }


def _with(kept: Any, part: str, number: int) -> str:
    asked = kept.copy()
    asked[part] = str(number)
    return str(asked.urlencode())
