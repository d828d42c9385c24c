"""A small city, a small plan and outbreaks drawn as text.

city ── d1 ── s1 (500 people), s2 (700), s1 holds the teahouse v-tea (no list of visitors)
     └─ d2 ── s3 (300), s4 (400)
town ── d9 ── s9 (200)              another tree in the same table
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import (
    Action,
    AreaRule,
    Deadline,
    Duration,
    Ending,
    Measure,
    Plan,
    Staff,
    StaffingRule,
    TestingRule,
    TracingRule,
    Trigger,
)
from fangxian.engines.response import Response, Situation, Standing
from fangxian.engines.tables import Text
from fangxian.engines.tracing import InMemoryPresences

ZONE = "Asia/Shanghai"
_TREE = """
city  city       -     -    28.00 113.00
d1    district   city  -    28.00 113.00
d2    district   city  -    28.10 113.00
s1    community  d1    500  28.00 113.00
s2    community  d1    700  28.00 113.01
s3    community  d2    300  28.10 113.00
s4    community  d2    400  28.10 113.01
v-tea venue      s1    -    28.00 113.00
town  city       -     -    29.00 113.00
d9    district   town  -    29.00 113.00
s9    community  d9    200  29.00 113.00
"""


def _cells(text: str) -> list[list[str | None]]:
    return [[None if cell == "-" else cell for cell in line.split()] for line in text.strip().splitlines()]


PLACES = tables.PLACES.rows(
    [
        {
            "place_id": place,
            "name": place,
            "level": level,
            "parent_id": parent,
            "population": int(people) if people else None,
            "lat": float(lat),
            "lon": float(lon),
            "venue_kind": "restaurant" if level == "venue" else None,
            "has_list": False if level == "venue" else None,
        }
        for place, level, parent, people, lat, lon in _cells(_TREE)
    ]
)


def local(text: str) -> datetime:
    """A local date or moment of the city as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


def line_list(text: str) -> pl.DataFrame:
    """Columns: case, person, reported, home, kind (confirmed when absent), onset."""
    rows = []
    for case, person, reported, home, *rest in _cells(text):
        kind, onset = (*rest, None, None)[:2]
        rows.append(
            {
                "case_id": case,
                "person_id": person,
                "reported_on": date.fromisoformat(str(reported)),
                "residence_place_id": home,
                "kind": kind or "confirmed",
                "onset_on": date.fromisoformat(onset) if onset else None,
            }
        )
    return tables.CASES.rows(rows)


def named(text: str) -> pl.DataFrame:
    """Columns: case, person, last contact on."""
    return tables.CONTACTS.rows(
        [
            {"source_case_id": case, "person_id": person, "last_on": date.fromisoformat(str(day))}
            for case, person, day in _cells(text)
        ]
    )


def people(text: str) -> pl.DataFrame:
    """Columns: person, home."""
    return tables.PERSONS.rows(
        [{"person_id": person, "residence_place_id": home} for person, home in _cells(text)]
    )


def visits(text: str) -> InMemoryPresences:
    """Columns: person, place, from, to; told by the cases themselves."""
    rows = [
        {
            "person_id": person,
            "place_id": place,
            "arrive_at": local(str(begin)),
            "leave_at": local(str(end)),
            "source": "interview",
        }
        for person, place, begin, end in _cells(text)
    ]
    return InMemoryPresences(tables.PRESENCES.rows(rows), ZONE)


def measure(id: str, kind: str = "place", **changes: object) -> Measure:
    """A measure with everything filled in."""
    plain = Measure(
        id=id,
        title=Text(id, id),
        binds=Text("人", "people"),
        kind=kind,  # type: ignore[arg-type]
        restricts=False,
        duration=Duration("case_reported", to_days=14),
        deadline=Deadline("case_reported", hours=24),
        owner_role="health_officer",
        cascade_to="here",
        departments={},
        proof="tap",
        legal_basis="a-law",
        instruction=Text("做", "do"),
        cost=Text("无", "none"),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


MEASURES = [
    measure("investigate", "case"),
    measure("isolate", "case", restricts=True),
    measure(
        "quarantine",
        "person",
        restricts=True,
        voluntary_first=True,
        duration=Duration("last_exposed", to_days=14),
        deadline=Deadline("last_exposed", hours=8),
        staff=(Staff("doctor", 1, per_people=5),),
    ),
    measure("monitor", "person", duration=Duration("last_exposed", to_days=21)),
    measure(
        "vaccinate",
        "person",
        duration=Duration("first_exposed", to_days=30),
        deadline=Deadline("first_exposed", hours=72, lapses=True),
    ),
    measure("find-guests", "venue", deadline=Deadline("last_exposed", hours=24)),
    measure(
        "stop-teaching",
        restricts=True,
        duration=Duration("area_starts", to_days=14),
        deadline=Deadline("area_starts", hours=12),
        cascade_to="community",
        departments={"city": ("education",), "district": ("education", "police")},
        staff=(Staff("guard", 2),),
    ),
    measure("test-all", "testing", cascade_to="community"),
]


def _rule(id: str, scope: str, when: str, *then: Action, at: str = "") -> Trigger:
    return Trigger(id, Text(id, id), scope, when, then, at)  # type: ignore[arg-type]


PLAN = Plan(
    id="small",
    version="1",
    title=Text("小预案", "small plan"),
    disease="test-disease",
    legal="test-law",
    valid_from=date(2021, 1, 1),
    valid_to=None,
    levels=("low", "medium", "high"),
    tracing=TracingRule(frozenset({"confirmed", "asymptomatic"}), from_days=-2, to_days=14, latent_days=3.0),
    areas=(
        AreaRule(
            "medium",
            Text("中风险", "medium risk"),
            "medium",
            "community",
            when="confirmed_14d >= 1",
            ends_when="days_since_last_case >= 14",
        ),
        AreaRule(
            "high",
            Text("高风险", "high risk"),
            "high",
            "community",
            when="confirmed_14d >= 3",
            ends_when="days_since_last_case >= 14",
        ),
    ),
    triggers=(
        _rule("case", "case", "kind != 'discarded'", Action("investigate"), Action("isolate")),
        _rule("contact", "person", "degree == 1", Action("quarantine"), Action("vaccinate")),
        _rule("watch", "person", "days_since_last_exposure <= 21.0", Action("monitor")),
        _rule("guests", "venue", "unknown_attendees", Action("find-guests")),
        _rule(
            "schools",
            "place",
            "areas_medium + areas_high >= 1",
            Action("stop-teaching", at="city"),
            at="district",
        ),
        _rule("tests", "place", "confirmed_14d >= 1", Action("test-all"), at="district"),
    ),
    ending=Ending("days_since_last_case >= 28", release_hours=24),
    measures={one.id: one for one in MEASURES},
    figures={},
    testing=TestingRule(10, 400, 100, 1500.0, 5_000_000, 48.0, 72.0),
    staffing=StaffingRule(100, 0.5),
)


def situation(
    cases: pl.DataFrame, as_of: str, standing: Response | Standing | None = None, **more: object
) -> Situation:
    """Everything known at `as_of` (local time of the city)."""
    return Situation(
        outbreak_id=str(more.pop("outbreak_id", "tea")),
        as_of=local(as_of),
        known_at=local(str(more.pop("known_at", as_of))),
        timezone=ZONE,
        cases=cases,
        places=more.pop("places", PLACES),  # type: ignore[arg-type]
        standing=as_standing(standing),
        **more,  # type: ignore[arg-type]
    )


def as_standing(response: Response | Standing | None) -> Standing:
    """What a response leaves standing when everything in it is signed as it is."""
    if response is None:
        return Standing()
    names = list(Standing.__dataclass_fields__)
    return Standing(**{name: getattr(response, name) for name in names})


TABLES = tuple(Standing.__dataclass_fields__)


def changes(response: Response, table: str, key: str) -> dict[str, str]:
    """Key -> change of one table."""
    return dict(getattr(response, table).select(key, "change").iter_rows())


def counted(response: Response) -> dict[str, set[str]]:
    """Table -> the changes that occur in it."""
    return {name: set(getattr(response, name)["change"]) for name in TABLES}
