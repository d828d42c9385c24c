"""Reads the forms of sampling sites: degrees; whole numbers by name."""

from django.http import QueryDict

from fangxian.doors.web.given import unclear
from fangxian.engines.problems import Text

NAMED = {
    "desks": Text("采样台数", "the desks"),
    "queue_limit": Text("排队上限", "the queue limit"),
    "waiting": Text("排队人数", "the people waiting"),
    "lat": Text("纬度", "the latitude"),
    "lon": Text("经度", "the longitude"),
}


def read_degrees(form: QueryDict, name: str) -> float:
    """Return degrees on the globe. Raises `form-unclear` and names the field."""
    try:
        found = float(form.get(name, ""))
    except ValueError as error:
        raise unclear(NAMED[name]) from error
    if not -180 <= found <= 180:
        raise unclear(NAMED[name])
    return found
