"""People to send, posts and earlier postings from people's files: every row is accepted, a duplicate, or rejected."""

from collections.abc import Callable, Mapping
from pathlib import Path

from fangxian.engines.problems import Text
from fangxian.engines.tables import Table
from fangxian.engines.tables.postings import PEOPLE_TO_SEND, POSTINGS, POSTS
from fangxian.stores.inputs import Imported, read_table
from fangxian.stores.inputs.refusing import Refusal, refuse, refuse_repeated

_LIMITS: Mapping[str, tuple[Callable[[float], bool], Text]] = {
    "need": (
        lambda people: 0 <= people <= 10_000,
        Text("需要人数应在 0 至 10000", "a need is from 0 to 10,000"),
    ),
    "weight": (lambda weight: 1 <= weight <= 10, Text("权重应在 1 至 10", "a weight is from 1 to 10")),
    "hours_worked": (
        lambda hours: 0 <= hours <= 168,
        Text("近七日工时应在 0 至 168", "hours in 7 days are from 0 to 168"),
    ),
    "nights_worked": (
        lambda nights: 0 <= nights <= 7,
        Text("近七日夜班应在 0 至 7", "nights in 7 days are from 0 to 7"),
    ),
    "lat": (lambda degrees: -90 <= degrees <= 90, Text("纬度应在 -90 至 90", "a latitude is from -90 to 90")),
    "lon": (
        lambda degrees: -180 <= degrees <= 180,
        Text("经度应在 -180 至 180", "a longitude is from -180 to 180"),
    ),
}


def read_people_to_send(path: Path) -> Imported:
    """Read `PEOPLE_TO_SEND`, a person once.

    Raises:
        Problem: "cannot-read-file" when no row can be read at all.
    """
    return _within_limits(refuse_repeated(read_table(path, PEOPLE_TO_SEND, "UTC"), ("person_id",)))


def read_posts(path: Path) -> Imported:
    """Read `POSTS`; a place may have several, of different skills.

    Raises:
        Problem: "cannot-read-file" when no row can be read at all.
    """
    return _within_limits(read_table(path, POSTS, "UTC"))


def read_postings(path: Path) -> Imported:
    """Read the `POSTINGS` an earlier run wrote; a person once. `why` may be absent.

    Raises:
        Problem: "cannot-read-file" when no row can be read at all.
    """
    return refuse_repeated(read_table(path, _WHERE, "UTC"), ("person_id",))


_WHERE = Table(
    "previous",
    POSTINGS.label,
    tuple(one for one in POSTINGS.columns if one.name not in ("why", "distance_m")),
)


def _within_limits(given: Imported) -> Imported:
    rows = enumerate(given.frame.iter_rows(named=True))
    return refuse(given, {at: found for at, row in rows if (found := _fault(row)) is not None})


def _fault(row: Mapping[str, float | None]) -> Refusal | None:
    for name, (fits, reason) in _LIMITS.items():
        value = row.get(name)
        if value is not None and not fits(value):
            return Refusal(name, str(value), reason)
    return None
