"""Reads the edits of a proposal from its form: only what differs from what was shown is an edit."""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from fangxian.engines.problems import Problem, Text
from fangxian.operations.decisions.queries import STRUCK

MARK = "edit|"
SHOWN = "shown|"
STRIKE = "strike|"


def read_edits(form: QueryDict) -> dict[str, dict[str, Any]]:
    """Return row key -> column -> value for fields `edit|<row>|<column>` that differ from `shown|…`.

    A field `strike|<row>` leaves that row out of the decision.
    Instants (`_at`) are local to the outbreak. Raises `not-understood`.
    """
    edits: dict[str, dict[str, Any]] = defaultdict(dict)
    for field, given in form.items():
        if field.startswith(MARK) and given != form.get(SHOWN + field.removeprefix(MARK)):
            row, column = field.removeprefix(MARK).rsplit("|", 1)
            edits[row][column] = _value(column, str(given))
        elif field.startswith(STRIKE):
            edits[field.removeprefix(STRIKE)][STRUCK] = True
    return dict(edits)


def _value(column: str, text: str) -> Any:
    if not column.endswith("_at"):
        return text
    try:
        local = datetime.fromisoformat(text)
    except ValueError as error:
        raise Problem(
            "not-understood",
            Text(f"“{text}”不是时间。", f"“{text}” is not a moment."),
            Text("时间写作 2021-08-14T18:00。", "Moments look like 2021-08-14T18:00."),
            Text("请改正后再签署。", "Correct it and sign again."),
        ) from error
    return local.replace(tzinfo=timezone.get_current_timezone()).astimezone(UTC)
