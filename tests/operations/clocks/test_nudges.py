"""Reminders before, escalation after: to the person, then one level up, once, and never outside the tree."""

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.clocks.models import Nudge
from fangxian.operations.journal.models import Entry

COMMUNITY, STREET, DISTRICT = "430102003001", "430102003", "430102"


@pytest.fixture
def ordered(watchman):
    """The street and its community have four hours to have people stay at home; it is eight in the morning."""
    watchman.wait(14).order("stay-home", (STREET, "command_office"), (COMMUNITY, "command_office"))
    return watchman


def work_of(told: list[str]) -> list[str]:
    return [line for line in told if "Complete" in line]


def test_the_person_first_and_then_one_level_up(ordered):
    cast = ordered.cast
    ordered.take(cast.grid_worker)
    ordered.acknowledge(cast.grid_worker)
    for hours in (1, 1.1, 2, 2.1, 0.5):
        ordered.wait(hours).ring()
    # 2 h before: a reminder to whoever took it; at the deadline to the same; 2 h later to the street.
    assert work_of(ordered.told(cast.grid_worker)) == [
        "reminder 0: Complete the order",
        "escalation 0: Complete the order",
    ]
    assert work_of(ordered.told(cast.street_worker)) == ["escalation 1: Complete the order"]
    assert work_of(ordered.told(cast.district_commander)) == []


def test_without_an_owner_the_whole_office_is_told(ordered):
    ordered.wait(3).ring()
    for actor in (ordered.cast.grid_worker, ordered.cast.community_worker):
        assert "reminder 0: Complete the order" in ordered.told(actor)


def test_a_colleague_is_not_told_what_one_person_owes(ordered):
    ordered.take(ordered.cast.grid_worker)
    ordered.wait(3).ring()
    assert work_of(ordered.told(ordered.cast.community_worker)) == []


def test_above_the_last_office_of_the_order_the_tree_goes_on(ordered):
    for hours in (4.1, 2.1, 4.1):
        ordered.wait(hours).ring()
    assert work_of(ordered.told(ordered.cast.street_worker)) == ["escalation 1: Complete the order"]
    assert work_of(ordered.told(ordered.cast.district_commander)) == ["escalation 2: Complete the order"]


def test_rung_twice_at_the_same_hour_nothing_is_told_twice(ordered):
    first = ordered.wait(3).ring()
    assert first.reminders > 0
    again = ordered.ring()
    assert (again.reminders, again.escalations) == (0, 0)


def test_nothing_to_tell_leaves_no_entry_in_the_journal(ordered):
    ordered.wait(3).ring()
    ordered.ring()
    assert Entry.objects.filter(verb="nudged").count() == 1


def test_what_was_done_is_not_escalated(ordered):
    ordered.wait(3).complete(ordered.cast.community_worker)
    ordered.wait(3).ring()
    assert work_of(ordered.told(ordered.cast.community_worker)) == []


def test_what_can_wait_is_told_in_the_morning_and_what_cannot_at_night(watchman):
    # 20:30: an order and a case. At 22:31 the answer is overdue and may wait; the report of the case may not.
    watchman.wait(2.5).order("stay-home", (COMMUNITY, "command_office"), hours=20)
    watchman.report_case()
    watchman.wait(2.02).ring()
    assert watchman.told(watchman.cast.community_worker) == []
    assert "escalation 0: Report the case to the national system" in watchman.told(watchman.cast.clinician)
    watchman.wait(9.5).ring()
    assert watchman.told(watchman.cast.community_worker) == ["escalation 0: Acknowledge the order"]


def test_a_late_report_climbs_from_the_hospital_to_the_district(watchman):
    watchman.report_case()
    for hours in (1.1, 1, 1, 1):
        watchman.wait(hours).ring()
    reports = [line for line in watchman.told(watchman.cast.clinician) if "Report" in line]
    assert reports == [
        "reminder 0: Report the case to the national system",
        "escalation 0: Report the case to the national system",
    ]
    assert "escalation 1: Report the case to the national system" in watchman.told(
        watchman.cast.district_commander
    )


def test_whoever_rings_for_a_district_tells_nobody_above_it(ordered):
    district = ordered.cast.district_commander
    for hours in (4.1, 2.1, 4.1, 4.1):
        ordered.wait(hours).ring(district)
    offices = set(Nudge.objects.values_list("office__place_id", flat=True))
    assert offices <= {COMMUNITY, STREET, DISTRICT}
    assert DISTRICT in offices


def test_a_worker_may_not_ring_for_others(ordered):
    with pytest.raises(Problem) as refused:
        ordered.ring(ordered.cast.community_worker)
    assert refused.value.code == "not-your-role"


def test_what_was_seen_is_not_shown_again_and_only_to_those_it_was_told(ordered):
    from fangxian.operations.clocks.queries import count_nudges, list_nudges
    from fangxian.operations.clocks.services import see

    ordered.wait(3).ring()
    worker, stranger = ordered.cast.community_worker, ordered.cast.stranger
    rows = list_nudges(worker, ordered.now)
    ids = [row.id for row in rows]
    assert see(stranger, ordered.clock, nudge_ids=ids) == 0
    assert see(worker, ordered.clock, nudge_ids=ids) == len(ids) > 0
    assert see(worker, ordered.clock, nudge_ids=ids) == 0
    assert list_nudges(worker, ordered.now) == ()
    assert count_nudges(worker, ordered.now, "tea") == 0
    assert all(row.seen_at == ordered.now for row in list_nudges(worker, ordered.now, unseen_only=False))


def test_a_nudge_names_nobody_the_deadline_is_about(watchman):
    watchman.report_case()
    watchman.wait(3).ring()
    told = Nudge.objects.values_list("about_zh", "about_en", "key")
    assert "合成甲" not in str(list(told))
    assert list(told)


def test_the_bell_says_when_it_was_rung(ordered):
    from fangxian.operations.clocks.queries import find_rung

    assert find_rung(ordered.cast.commander.reach, "tea") is None
    ordered.ring()
    assert find_rung(ordered.cast.commander.reach, "tea") == ordered.now
