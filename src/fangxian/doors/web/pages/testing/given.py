"""Reads the forms of the testing day: the size of a tube, numbers of tubes one a line; its whole numbers by name."""

import re
from uuid import UUID

from django.http import QueryDict

from fangxian.doors.web.given import read_number
from fangxian.engines.problems import Text
from fangxian.operations.ids import new_id

NAMED = {
    "count": Text("采样管数", "the number of tubes"),
    "declared": Text("清点数", "the number counted by hand"),
    "rows": Text("行数", "the number of rows"),
    "positives": Text("阳性数", "the number of positives"),
    "tubes_a_day": Text("日检测量", "the tubes a day"),
}


def read_size(form: QueryDict) -> int | None:
    """Return how many people share a tube; None: one household."""
    if form.get("size", "").strip() == "household":
        return None
    return read_number(form, "size", Text("每管人数", "the people in a tube"))


def read_codes(form: QueryDict) -> list[str]:
    """Return numbers of tubes, however they are set apart."""
    return [one for one in re.split(r"[\s,;，；]+", form.get("tubes", "")) if one]


def read_id(form: QueryDict, name: str) -> UUID:
    """Return the id a form was given when it was shown; without one it is a new act."""
    try:
        return UUID(form.get(name, ""))
    except ValueError:
        return new_id()
