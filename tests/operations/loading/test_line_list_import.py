"""A line list comes into an outbreak: reported, there already, or refused with a reason."""

from datetime import date

import pytest

from fangxian.operations.cases.queries import get_case, list_cases
from fangxian.operations.cases.reports import NewOutbreak
from fangxian.operations.cases.services import open_outbreak
from fangxian.operations.importing import import_cases
from fangxian.operations.imports.queries import list_rejected
from fangxian.operations.imports.rows import Terms

TERMS = Terms("case investigation", "Infectious Diseases Act, art. 12", "commander", date(2031, 1, 31))
HEADER = "case_id,person_id,reported_on,kind,residence_place_id,source_case_id\n"


@pytest.fixture
def take_in(cast, clock):
    """Import rows into an open outbreak; return the batch."""
    outbreak = NewOutbreak(
        "tiny", "小疫情", "Tiny", "sars-cov-2-delta", "cn-covid19-8e-2021", "8", "43", "Asia/Shanghai"
    )
    open_outbreak(cast.commander, clock, outbreak=outbreak)

    def run(*rows: str, name: str = "list.csv"):
        content = (HEADER + "\n".join(rows)).encode()
        return import_cases(
            cast.commander, clock, outbreak_id="tiny", name=name, content=content, terms=TERMS
        )

    return run


def balance(batch):
    return batch.read, batch.accepted, batch.duplicate, batch.rejected


def test_every_row_becomes_a_case(take_in, cast, clock):
    batch = take_in("A,p1,2021-07-29,confirmed,430102003001,", "B,p2,2021-07-30,asymptomatic,430102003002,A")
    assert balance(batch) == (2, 2, 0, 0)
    assert get_case(cast.commander.reach, "B", clock.now()).source_case_id == "A"


def test_a_kind_that_is_not_given_is_confirmed(take_in, cast, clock):
    take_in("A,p1,2021-07-29,,,")
    assert get_case(cast.commander.reach, "A", clock.now()).kind == "confirmed"


def test_the_same_case_again_is_a_duplicate(take_in, cast, clock):
    take_in("A,p1,2021-07-29,confirmed,430102003001,")
    again = take_in("A,p1,2021-07-29,confirmed,430102003001,", "B,p2,2021-07-30,confirmed,,", name="next.csv")
    assert balance(again) == (2, 1, 1, 0)
    assert len(list_cases(cast.commander.reach, "tiny", clock.now())) == 2


def test_a_case_with_other_facts_is_refused_and_stays_as_it_is(take_in, cast, clock):
    take_in("A,p1,2021-07-29,confirmed,430102003001,")
    again = take_in("A,p1,2021-07-28,confirmed,430102003001,", name="next.csv")
    assert balance(again) == (1, 0, 0, 1)
    (row,) = list_rejected(cast.commander, again.id)
    assert (row.line, row.column) == (2, "reported_on")
    assert get_case(cast.commander.reach, "A", clock.now()).reported_on == date(2021, 7, 29)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("A,p1,2021-07-29,confirmed,nowhere,", "residence_place_id"),
        ("A,p1,2021-07-29,confirmed,,Z", "source_case_id"),
        ("A,p1,2021-07-29,discarded,,", "kind"),
    ],
)
def test_a_row_that_cannot_be_a_case_is_refused_with_its_column(take_in, cast, row, column):
    batch = take_in(row, "B,p2,2021-07-30,confirmed,,")
    assert balance(batch) == (2, 1, 0, 1)
    assert [(found.line, found.column) for found in list_rejected(cast.commander, batch.id)] == [(2, column)]


def test_one_person_twice_in_a_list_is_one_case_and_one_refusal(take_in, cast):
    batch = take_in("A,p1,2021-07-29,confirmed,,", "B,p1,2021-07-30,confirmed,,")
    assert balance(batch) == (2, 1, 0, 1)


@pytest.mark.parametrize(
    ("column", "cell"),
    [("sex", "9" * 17), ("person_id", "p" * 65), ("case_id", "c" * 65), ("age", "-1"), ("age", "40000")],
)
def test_what_the_record_has_no_room_for_is_refused_by_its_line(cast, clock, take_in, column, cell):
    given = {"case_id": "A", "person_id": "p1", "reported_on": "2021-07-29", column: cell}
    content = "\n".join((",".join(given), ",".join(given.values()))).encode()
    batch = import_cases(
        cast.commander, clock, outbreak_id="tiny", name="list.csv", content=content, terms=TERMS
    )
    [row] = list_rejected(cast.commander, batch.id)
    assert (row.line, row.column, row.value) == (2, column, cell)
