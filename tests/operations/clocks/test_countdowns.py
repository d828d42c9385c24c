"""Every clock of the plan counts from its own event, and a missed one says why."""

from datetime import date, timedelta

import pytest

from fangxian.engines.problems import Problem

COMMUNITY, STREET, DISTRICT = "430102003001", "430102003", "430102"
HOSPITAL, CDC = (DISTRICT, "hospital"), (DISTRICT, "cdc")


def test_a_case_starts_the_clocks_of_its_report_and_its_investigation(watchman):
    watchman.report_case()
    clocks = watchman.clocks()
    assert clocks["network-report"].due_at == watchman.now + timedelta(hours=2)
    assert clocks["case-investigation"].due_at == watchman.now + timedelta(hours=24)
    assert clocks["network-report"].office.en == "Furong District hospital"
    assert clocks["network-report"].about.en == "Case 1"


def test_a_sample_without_a_result_counts_from_the_sample(watchman):
    sampled_at = watchman.now - timedelta(hours=3)
    watchman.report_case(kind="suspected", sampled_at=sampled_at)
    assert watchman.clocks()["sample-result"].due_at == sampled_at + timedelta(hours=12)


def test_the_result_stops_the_clock_of_the_sample(watchman):
    from fangxian.operations.cases.services import correct_case

    case_id = watchman.report_case(kind="suspected", sampled_at=watchman.now)
    watchman.wait(6)
    correct_case(
        watchman.cast.commander, watchman.clock, case_id=case_id, changes={"kind": "confirmed"}, reason="PCR"
    )
    clock = watchman.clocks(states=("met",))["sample-result"]
    assert clock.stopped_at == watchman.now


def test_a_report_of_which_only_the_day_is_known_counts_from_the_midnight_that_ends_it(watchman):
    watchman.report_case(reported_on=date(2021, 7, 30))
    clock = watchman.clocks()["network-report"]
    # Midnight in Changsha, 16:00 UTC; it came on record eighteen hours later, long after its two hours.
    assert clock.starts_at.isoformat() == "2021-07-30T16:00:00+00:00"
    assert (clock.state, clock.cause, clock.upstream_minutes) == ("missed", "late_upstream", 18 * 60)


def test_an_order_completed_by_the_office_that_answers_stops_the_clock_of_the_case(watchman):
    watchman.report_case()
    watchman.order("case-investigation", CDC, hours=24)
    watchman.wait(5).complete(watchman.cast.district_cdc)
    assert "case-investigation" not in watchman.clocks()
    assert watchman.clocks(states=("met",))["case-investigation"].stopped_at == watchman.now


def test_another_department_cannot_stop_it(watchman):
    watchman.report_case()
    watchman.order("case-investigation", HOSPITAL, hours=24)
    watchman.wait(1).complete(watchman.cast.clinician)
    assert watchman.clocks()["case-investigation"].state == "running"


def test_a_discarded_case_owes_nothing_any_more(watchman):
    from fangxian.operations.cases.services import discard_case

    case_id = watchman.report_case(kind="suspected")
    discard_case(watchman.cast.commander, watchman.clock, case_id=case_id, reason="influenza")
    assert watchman.clocks() == {}


def test_contacts_found_together_for_one_district_are_one_countdown(watchman):
    watchman.report_case(friends={"a": COMMUNITY, "b": "430102003002", "c": "430105001004"})
    watchman.respond()
    rows = {row.place_id: row for row in _rows(watchman) if row.clock == "contact-transfer"}
    assert {place: row.about.en for place, row in rows.items()} == {
        DISTRICT: "2 contacts",
        "430105": "1 contact",
    }
    assert rows[DISTRICT].due_at == watchman.now + timedelta(hours=8)
    assert rows[DISTRICT].office.en == "Furong District health department"


def test_contacts_found_again_keep_the_hour_they_were_found_first(watchman):
    watchman.report_case(friends={"a": COMMUNITY})
    found_at = watchman.respond()
    watchman.wait(3).report_case("second", friends={"b": COMMUNITY})
    watchman.respond()
    starts = [row.starts_at for row in _rows(watchman) if row.clock == "contact-transfer"]
    assert starts == [found_at, watchman.now]


def test_a_transfer_that_waits_for_the_investigation_is_late_upstream(watchman):
    watchman.report_case(friends={"a": COMMUNITY})
    watchman.order("transfer-contacts", (DISTRICT, "health"), hours=8)
    watchman.respond()
    watchman.wait(9)
    # Nobody investigated the case: whoever moves its contacts is not to blame.
    assert watchman.clocks()["contact-transfer"].cause == "late_upstream"


def order_to_the_community(watchman, measure: str = "stay-home") -> None:
    watchman.order(measure, (STREET, "command_office"), (COMMUNITY, "command_office"))


def test_an_order_brings_its_own_deadline_along(watchman):
    order_to_the_community(watchman)
    clocks = watchman.clocks(watchman.cast.community_worker)
    assert clocks["order-done"].due_at == watchman.now + timedelta(hours=4)
    assert clocks["order-acknowledged"].due_at == watchman.now + timedelta(hours=1)


def test_an_office_above_owes_an_answer_but_not_the_work(watchman):
    order_to_the_community(watchman)
    at_the_street = [
        row.clock for row in _rows(watchman) if row.place_id == STREET and row.about.en == "stay-home"
    ]
    assert at_the_street == ["order-acknowledged"]


def _rows(watchman):
    from fangxian.operations.clocks.queries import list_clocks

    return list_clocks(watchman.cast.commander.reach, "tea", watchman.now)


def test_nobody_acknowledged_is_no_answer(watchman):
    order_to_the_community(watchman)
    watchman.wait(5)
    assert watchman.clocks(watchman.cast.community_worker)["order-done"].cause == "no_answer"


def test_acknowledged_and_no_more_is_not_done(watchman):
    order_to_the_community(watchman)
    watchman.wait(0.5).acknowledge(watchman.cast.community_worker)
    watchman.wait(5)
    assert watchman.clocks(watchman.cast.community_worker)["order-done"].cause == "not_done"


def test_an_office_nobody_serves_in_has_no_staff(watchman):
    watchman.order("stay-home", ("430102003002", "command_office"))
    watchman.wait(5)
    assert watchman.clocks()["order-done"].cause == "no_staff"


def test_a_district_that_was_never_ordered_is_late_upstream(watchman):
    watchman.report_case()
    watchman.wait(30)
    assert watchman.clocks()["case-investigation"].cause == "late_upstream"


def test_done_at_ten_and_sent_at_noon_is_done_at_ten(watchman):
    order_to_the_community(watchman)
    in_time = watchman.wait(3).now
    watchman.wait(3).complete(watchman.cast.community_worker, device_at=in_time)
    assert watchman.clocks(states=("met",))["order-done"].stopped_at == in_time


def test_a_revoked_order_counts_no_more(watchman):
    from fangxian.operations.orders.queries import list_orders
    from fangxian.operations.orders.services import revoke

    order_to_the_community(watchman)
    (order,) = list_orders(watchman.cast.commander.reach, "tea", watchman.now)
    revoke(watchman.cast.commander, watchman.clock, order_id=order.id, reason="not needed")
    assert watchman.clocks() == {}


def not_feasible(watchman, hours: float = 1):
    """The community says after an hour that it cannot."""
    from fangxian.operations.orders.answering import answer_not_feasible

    order_to_the_community(watchman)
    worker = watchman.cast.community_worker
    dispatch_id = watchman.wait(hours).task(worker).dispatch_id
    answer_not_feasible(worker, watchman.clock, dispatch_id=dispatch_id, reason="three of us are in hospital")
    return dispatch_id


def insist(watchman, dispatch_id, hours: float = 0.5) -> None:
    from fangxian.operations.orders.answering import insist

    watchman.wait(hours)
    insist(watchman.cast.street_worker, watchman.clock, dispatch_id=dispatch_id, reason="help is on its way")


def test_an_office_that_cannot_owes_nothing_until_the_office_above_insists(watchman):
    dispatch_id = not_feasible(watchman)
    worker, due_at = watchman.cast.community_worker, watchman.now + timedelta(hours=3)
    assert "order-done" not in watchman.clocks(worker)
    insist(watchman, dispatch_id)
    clock = watchman.clocks(worker)["order-done"]
    assert (clock.state, clock.starts_at, clock.due_at) == ("running", watchman.now, due_at)
    # It has answered; nobody has to say once more that the order arrived.
    assert "order-acknowledged" not in watchman.clocks(worker)


def test_insisted_upon_and_done_in_time_is_met(watchman):
    insist(watchman, not_feasible(watchman))
    watchman.wait(1).complete(watchman.cast.community_worker)
    assert watchman.clocks(states=("met",))["order-done"].stopped_at == watchman.now


def test_insisted_upon_and_not_done_shows_that_cause(watchman):
    insist(watchman, not_feasible(watchman))
    watchman.wait(3)
    assert watchman.clocks(watchman.cast.community_worker)["order-done"].cause == "not_done"


def test_whoever_is_kept_waiting_for_the_decision_beyond_the_time_is_late_upstream(watchman):
    insist(watchman, not_feasible(watchman), hours=6)
    worker = watchman.cast.community_worker
    watchman.wait(2)
    assert watchman.clocks(worker)["order-done"].cause == "late_upstream"
    watchman.wait(3)  # The four hours the order was meant to leave are over.
    assert watchman.clocks(worker)["order-done"].cause == "not_done"


def test_given_more_time_the_clock_runs_to_the_new_hour(watchman):
    from fangxian.operations.orders.answering import give_time

    dispatch_id, later = not_feasible(watchman), watchman.now + timedelta(hours=9)
    street = watchman.wait(0.5).cast.street_worker
    give_time(street, watchman.clock, dispatch_id=dispatch_id, due_at=later, reason="they are tired")
    clock = watchman.clocks(watchman.cast.community_worker)["order-done"]
    assert (clock.state, clock.due_at) == ("running", later)


def test_the_clock_of_an_office_that_cannot_is_told_again_only_after_the_decision(watchman):
    dispatch_id = not_feasible(watchman)
    watchman.wait(5).ring()
    worker = watchman.cast.community_worker
    assert not [line for line in watchman.told(worker) if "Complete" in line]
    insist(watchman, dispatch_id)
    watchman.ring()
    assert "escalation 0: Complete the order" in watchman.told(worker)


def test_before_it_said_that_it_cannot_its_clock_ran(watchman):
    from fangxian.operations.clocks.queries import list_clocks

    then = watchman.now + timedelta(minutes=30)
    not_feasible(watchman)
    rows = list_clocks(watchman.cast.community_worker.reach, "tea", then)
    assert [row.state for row in rows if row.clock == "order-done"] == ["running"]


def test_the_past_is_read_as_it_was_known(watchman):
    from fangxian.operations.clocks.queries import list_clocks

    order_to_the_community(watchman)
    then = watchman.wait(2).now
    watchman.wait(1).complete(watchman.cast.community_worker)
    reach = watchman.cast.community_worker.reach
    assert "order-done" not in watchman.clocks(watchman.cast.community_worker)
    assert [row.state for row in list_clocks(reach, "tea", then) if row.clock == "order-done"] == ["running"]


def test_what_is_late_stands_on_top_the_longest_first(watchman):
    order_to_the_community(watchman)
    watchman.wait(1).order("broadcast", (COMMUNITY, "command_office"), hours=2)
    watchman.wait(3.5)
    states = [(row.state, row.about.en) for row in _rows(watchman) if row.clock == "order-done"]
    assert states == [("missed", "broadcast"), ("missed", "stay-home")]


def test_another_district_sees_none_of_it_and_cannot_tell_that_it_exists(watchman):
    watchman.report_case()
    order_to_the_community(watchman)
    watchman.wait(30)
    assert watchman.clocks(watchman.cast.stranger) == {}
    assert watchman.clocks(watchman.cast.community_worker).keys() == {"order-acknowledged", "order-done"}


def test_an_outbreak_nobody_may_see_is_not_found(watchman):
    from fangxian.operations.clocks.queries import list_clocks

    with pytest.raises(Problem) as refused:
        list_clocks(watchman.cast.commander.reach, "no-such", watchman.now)
    assert refused.value.code == "not-found"


def test_counts_name_every_cause(watchman):
    from fangxian.operations.clocks.queries import count_clocks

    order_to_the_community(watchman)
    watchman.wait(5)
    counts = count_clocks(watchman.cast.commander.reach, "tea", watchman.now)
    assert counts.missed == 3  # two offices owe an answer, one the work
    # In this cast somebody serves in the street's office and in the community's.
    assert counts.causes == {"late_upstream": 0, "no_staff": 0, "no_answer": 3, "not_done": 0}
