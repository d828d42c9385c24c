"""When a clock begins, is due and stops, and why it was missed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from drawn_clocks import hour, rule

from fangxian.engines.timing import Happened, Subject, read_clocks


def test_a_clock_of_two_hours_is_due_two_hours_after_its_own_event(office) -> None:
    (read,) = read_clocks([rule()], [office("reported 8")], hour(9))
    assert (read.starts_at, read.due_at, read.state) == (hour(8), hour(10), "running")
    assert read.minutes_left == 60


def test_an_event_that_has_not_happened_yet_starts_nothing(office) -> None:
    assert read_clocks([rule()], [office("reported 8")], hour(7)) == ()


@pytest.mark.parametrize(
    ("line", "now", "state"),
    [
        ("reported 8  done 9", 12, "met"),
        ("reported 8  done 10", 12, "met"),
        ("reported 8  done 10.5", 12, "late"),
        ("reported 8", 10, "running"),
        ("reported 8", 10.1, "missed"),
        ("reported 8  done 9", 8.5, "running"),
        ("reported 8  withdrawn 9", 12, "withdrawn"),
        ("reported 8  done 9  withdrawn 9", 12, "met"),
        ("reported 8  done 7", 9, "running"),
    ],
)
def test_how_a_clock_stands(office, line: str, now: float, state: str) -> None:
    (read,) = read_clocks([rule()], [office(line)], hour(now))
    assert read.state == state


@pytest.mark.parametrize(
    ("line", "staffed", "now", "cause"),
    [
        # Nobody told the office until the two hours were over; at 12 it has had one of its own two.
        ("reported 8  heard 11", True, 12, "late_upstream"),
        # At 14 it has had three: the rest of the delay is its own.
        ("reported 8  heard 11", True, 14, "no_answer"),
        ("reported 8  heard 11  answered 9", True, 14, "not_done"),
        # The order came at 9:30 and was done within two hours of it.
        ("reported 8  ordered 9.5  answered 9.6  done 11", True, 12, "late_upstream"),
        ("reported 8", False, 11, "no_staff"),
        ("reported 8  answered 8.5", False, 11, "no_staff"),
        ("reported 8", True, 11, "no_answer"),
        ("reported 8  answered 10.5", True, 11, "no_answer"),
        ("reported 8  answered 9", True, 11, "not_done"),
        ("reported 8  answered 9  done 11", True, 12, "not_done"),
    ],
)
def test_a_missed_clock_shows_its_cause(office, line: str, staffed: bool, now: float, cause: str) -> None:
    (read,) = read_clocks([rule()], [office(line, staffed=staffed)], hour(now))
    assert read.cause == cause


def test_a_clock_that_was_kept_has_no_cause(office) -> None:
    (read,) = read_clocks([rule()], [office("reported 8  done 9")], hour(12))
    assert read.cause is None


def test_an_office_without_an_order_waits_for_whoever_gives_it(office) -> None:
    never = replace(office("reported 8"), ordered_at=None)
    (read,) = read_clocks([rule()], [never], hour(30))
    assert read.cause == "late_upstream"
    assert read.lost_minutes == 22 * 60


def test_the_time_lost_upstream_is_counted(office) -> None:
    (read,) = read_clocks([rule()], [office("reported 8  heard 8.5  answered 9")], hour(11))
    assert (read.cause, read.lost_minutes) == ("not_done", 30)


def test_what_comes_first_late_makes_what_follows_late(office) -> None:
    #  8 report ───── 10 due ──── 12 done (late)
    #  8 transfer ────────────────────── 14 due: the office could begin at 12 and used its six hours until 18
    report = rule(id="report")
    transfer = rule(
        id="transfer", starts="case_reported", stops=("case_isolated",), hours=6.0, upstream="report"
    )
    case = office("reported 8  done 12  answered 8")
    read = {one.rule.id: one for one in read_clocks([transfer, report], [case], hour(17))}
    assert (read["report"].state, read["transfer"].state) == ("late", "missed")
    assert read["transfer"].cause == "late_upstream"
    later = {one.rule.id: one for one in read_clocks([transfer, report], [case], hour(18.5))}
    assert later["transfer"].cause == "not_done"


def test_contacts_wait_for_the_slowest_of_the_cases_they_were_found_through(office) -> None:
    report = rule(id="report")
    transfer = rule(
        id="transfer", of="contacts", starts="contacts_found", stops=("moved",), upstream="report"
    )
    cases = [office("reported 8  done 9", name="C1"), office("reported 8", name="C2")]
    group = Subject("g", "contacts", (Happened("contacts_found", hour(8)),), upstream=("C1", "C2"))
    read = {one.rule.id: one for one in read_clocks([report, transfer], [*cases, group], hour(20))}
    assert read["transfer"].cause == "late_upstream"


def test_two_hours_are_two_hours_also_on_the_night_the_clocks_change() -> None:
    # 10 March 2024, New York: 01:30 EST, half an hour before the wall jumps from 02:00 to 03:00.
    begins = datetime(2024, 3, 10, 6, 30, tzinfo=UTC)
    subject = Subject("C1", "case", (Happened("case_reported", begins),), ordered_at=begins)
    (read,) = read_clocks([rule()], [subject], begins)
    assert read.due_at == datetime(2024, 3, 10, 8, 30, tzinfo=UTC)  # 04:30 on the wall


def test_an_order_that_is_extended_begins_a_new_round(office) -> None:
    complete = rule(of="order", starts="order_issued", stops=("order_done",), hours=None)
    events = [("order_issued", 8), ("order_done", 9), ("order_issued", 12)]
    order = Subject(
        "d1", "order", tuple(Happened(kind, hour(at)) for kind, at in events), due_at=hour(14), hours=6
    )
    (before,) = read_clocks([complete], [order], hour(11))
    (after,) = read_clocks([complete], [order], hour(13))
    assert (before.state, after.state) == ("met", "running")
    assert before.key != after.key
