"""Local days where clocks change, and names in interviews that lead nowhere."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from fangxian.engines import tables
from fangxian.engines.tracing import TraceResult, plain_rule, trace

# In Santiago the clocks go from 24:00 on 7 September 2024 straight to 01:00 on the 8th.
SANTIAGO = ZoneInfo("America/Santiago")


def traced(contacts: str, reported: str = "2024-09-09", *, zone: ZoneInfo = SANTIAGO) -> TraceResult:
    """Trace one case from contacts given as `case person day`, judged three days after its report."""
    day = date.fromisoformat(reported)
    named = [line.split() for line in contacts.strip().splitlines()]
    return trace(
        tables.CASES.rows([{"case_id": "c1", "person_id": "ann", "reported_on": day}]),
        plain_rule(),
        as_of=datetime(day.year, day.month, day.day + 3, tzinfo=zone),
        timezone=str(zone),
        contacts=tables.CONTACTS.rows(
            [
                {"source_case_id": case, "person_id": person, "last_on": date.fromisoformat(on)}
                for case, person, on in named
            ]
        ),
    )


def test_a_day_without_a_midnight_begins_an_hour_later_and_stays_one_day() -> None:
    found = traced("c1 bo 2024-09-07\nc1 cy 2024-09-08").exposures.sort("person_id")
    begins, ends = (
        [moment.astimezone(SANTIAGO).strftime("%d %H:%M") for moment in found[name]]
        for name in ("first_exposed_at", "last_exposed_at")
    )
    assert (begins, ends) == (["07 00:00", "08 01:00"], ["08 01:00", "09 00:00"])


def test_a_name_given_for_a_case_nobody_knows_is_said() -> None:
    found = traced("c1 bo 2024-09-07\nc7 di 2024-09-07\nc8 ed 2024-09-07")
    assert found.exposures["person_id"].to_list() == ["bo"]
    assert [remark.en for remark in found.remarks] == [
        "2 named contacts belong to no case that counts now and are not listed."
    ]


def test_a_case_that_names_itself_is_neither_listed_nor_counted_as_outside() -> None:
    found = traced("c1 ann 2024-09-07")
    assert (found.exposures.height, found.remarks) == (0, ())
