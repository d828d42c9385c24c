"""The checks of a call centre come in as a file, with their balance: accepted, duplicate, rejected."""

from datetime import date

import pytest

from fangxian.operations.follow_ups.queries import get_follow_up, list_flags
from fangxian.operations.importing import import_list
from fangxian.operations.imports.queries import list_rejected
from fangxian.operations.imports.rows import Terms

TERMS = Terms("daily checks", "Infectious Diseases Act, art. 12", "commander", date(2031, 1, 31))
HEADER = "person_id,checked_at,result,symptoms,temperature_c\n"


@pytest.fixture
def take_in(exposed):
    """Import rows as one file; every guest has two follow-ups, which one check serves."""
    exposed.decide("advise")
    exposed.decide("test")

    def run(*rows: str, name: str = "calls.csv"):
        content = (HEADER + "\n".join(rows)).encode()
        return import_list(
            exposed.cast.commander,
            exposed.clock,
            kind="checks",
            outbreak_id="tea",
            name=name,
            content=content,
            terms=TERMS,
        )

    return run


def counts(batch):
    return batch.read, batch.accepted, batch.duplicate, batch.rejected


def test_every_row_is_accepted_a_duplicate_or_rejected(exposed, take_in):
    rows = (
        "guest-1,2021-07-31 17:00,well,,36.5",
        "guest-2,2021-07-31 17:05,symptoms,cough;fever,38.1",
        "nobody,2021-07-31 17:10,well,,",
        "guest-3,2031-07-31 17:10,well,,",
        "guest-3,2021-07-31 17:10,well,,98.6",
    )
    assert counts(take_in(*rows)) == (5, 2, 0, 3)
    assert [row.person_id for row in list_flags(exposed.cast.commander.reach, "tea", exposed.now)] == [
        "guest-2"
    ]


def test_a_call_in_a_second_file_is_a_duplicate(take_in):
    call = "guest-1,2021-07-31 17:00,well,,36.5"
    take_in(call)
    again = take_in(call, "guest-2,2021-07-31 17:00,well,,36.6", name="next.csv")
    assert counts(again) == (2, 1, 1, 0)


def test_a_rejected_row_says_which_column_and_why(exposed, take_in):
    batch = take_in("guest-1,2021-07-31 17:00,well,cough,")
    (row,) = list_rejected(exposed.cast.commander, batch.id)
    assert (row.line, row.column, row.value) == (2, "symptoms", "cough")
    assert row.reason.zh


def test_one_call_serves_both_follow_ups(exposed, take_in):
    take_in("guest-1,2021-07-31 17:00,well,,36.5")
    for act in ("advise", "test"):
        view = get_follow_up(exposed.cast.commander.reach, exposed.key("guest-1", act), exposed.now)
        assert [check.result for check in view.checks] == ["well"]
