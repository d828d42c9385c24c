"""The living response in the database: what is new, what changes, what is released."""

from datetime import timedelta

from fangxian.operations.areas.queries import list_areas, list_measures
from fangxian.operations.cases.services import discard_case
from fangxian.operations.orders.queries import count_orders
from fangxian.operations.restrictions.queries import list_restrictions

HOME, NEXT_DOOR = "430102003001", "430102003002"


def seen(rows):
    return {(row.kind, row.what, row.place_id) for row in rows}


def in_force(desk, query):
    now = desk.clock.now()
    return query(desk.cast.commander.reach, "tiny", now, now)


def test_a_first_case_proposes_areas_measures_and_restrictions(desk):
    run = desk.report_one()
    assert run.exposed == 1
    assert ("area", "medium", HOME) in seen(desk.waiting())
    assert {row.what for row in desk.waiting("restriction")} == {"central-quarantine", "isolate-case"}


def test_nothing_is_in_force_before_it_is_signed(desk):
    desk.report_one()
    assert in_force(desk, list_areas) == ()
    assert in_force(desk, list_measures) == ()
    assert in_force(desk, list_restrictions) == ()


def test_responding_twice_changes_nothing(desk):
    desk.report_one()
    waiting = seen(desk.waiting())
    again = desk.respond()
    assert (again.new, again.changed, again.no_longer_supported) == (0, 0, 0)
    assert (again.proposals, again.withdrawn) == ((), ())
    assert seen(desk.waiting()) == waiting


def test_responding_after_signing_changes_nothing(desk):
    desk.sign_one()
    again = desk.respond()
    assert (again.new, again.changed, again.no_longer_supported) == (0, 0, 0)
    assert desk.waiting() == []


def test_a_signed_measure_goes_to_every_office_below(desk):
    desk.report_one()
    (broadcast,) = desk.waiting("measure", "broadcast")
    done = desk.sign([broadcast])
    assert done.orders == 1
    assert count_orders(desk.cast.commander.reach, "tiny", desk.clock.now()).issued == done.dispatches
    assert count_orders(desk.cast.community_worker.reach, "tiny", desk.clock.now()).issued >= 1


def test_a_second_case_adds_only_what_is_new(desk):
    desk.sign_one()
    desk.report("two", home=NEXT_DOOR)
    run = desk.respond()
    assert run.new > 0
    assert run.no_longer_supported == 0
    assert ("area", "medium", NEXT_DOOR) in seen(desk.waiting())
    assert ("area", "medium", HOME) not in seen(desk.waiting())


def test_a_discarded_case_releases_what_rested_on_it_alone(desk):
    one = desk.report("one", friends=("friend",))
    desk.report("two", home=NEXT_DOOR)
    desk.respond()
    desk.sign_all()
    discard_case(
        desk.cast.community_worker, desk.clock, case_id=one, reason="the laboratory mixed up two tubes"
    )
    run = desk.respond()
    assert run.no_longer_supported > 0
    releases = desk.waiting("release")
    assert ("release", "medium", HOME) in seen(releases)
    assert ("release", "medium", NEXT_DOOR) not in seen(releases)
    assert {row.what for row in releases} >= {"central-quarantine", "isolate-case"}
    assert {row.due_at for row in releases} == {desk.clock.now() + timedelta(hours=24)}


def test_a_signed_release_ends_the_restriction_and_its_orders(desk):
    one = desk.report("one", friends=("friend",))
    desk.respond()
    desk.sign_all()
    assert len(in_force(desk, list_restrictions)) == 2
    discard_case(desk.cast.community_worker, desk.clock, case_id=one, reason="mixed-up tubes")
    desk.respond()
    desk.sign(desk.waiting("release"))
    assert in_force(desk, list_restrictions) == ()
    assert in_force(desk, list_areas) == ()
    assert in_force(desk, list_measures) == ()
    assert count_orders(desk.cast.commander.reach, "tiny", desk.clock.now()).issued == 0


def test_a_release_nobody_signs_ends_the_restriction_by_its_clock(desk):
    one = desk.report("one", friends=("friend",))
    desk.respond()
    desk.sign_all()
    discard_case(desk.cast.community_worker, desk.clock, case_id=one, reason="mixed-up tubes")
    desk.respond()
    desk.clock.advance(timedelta(hours=23))
    assert len(in_force(desk, list_restrictions)) == 2
    desk.clock.advance(timedelta(hours=2))
    assert in_force(desk, list_restrictions) == ()


def test_a_proposal_whose_case_is_discarded_is_withdrawn_before_anybody_signs(desk):
    one = desk.report("one", friends=("friend",))
    desk.respond()
    assert desk.waiting()
    discard_case(desk.cast.community_worker, desk.clock, case_id=one, reason="mixed-up tubes")
    run = desk.respond()
    assert run.withdrawn
    assert desk.waiting() == []


def test_edits_of_a_signer_stay_in_later_responses(desk):
    desk.report_one()
    (stay_home,) = desk.waiting("measure", "stay-home")
    shorter = stay_home.ends_at - timedelta(days=1)
    edits = {key: {"ends_at": shorter} for key in _rows(desk, stay_home)}
    desk.sign([stay_home], edits=edits, reason="the block is small")
    desk.sign([stay_home], actor=desk.cast.city_cdc)
    desk.report("two", home=NEXT_DOOR)
    desk.respond()
    kept = {
        row.ends_at
        for row in in_force(desk, list_measures)
        if row.measure == "stay-home" and row.place_id == HOME
    }
    assert kept == {shorter}
    assert ("measure", "stay-home", HOME) not in seen(desk.waiting())


def test_a_rejected_proposal_does_not_come_back_on_the_same_facts(desk):
    from fangxian.operations.signing import reject

    desk.report_one()
    (area,) = desk.waiting("area")
    reject(desk.cast.commander, desk.clock, proposal_ids=[area.id], reason="the experts decided otherwise")
    desk.respond()
    assert desk.waiting("area") == []


def test_more_contacts_join_the_proposal_that_waits(desk):
    desk.report_one()
    desk.report("two", friends=("cousin",))
    desk.respond()
    (quarantine,) = desk.waiting("restriction", "central-quarantine")
    assert quarantine.people == 2


def test_two_outbreaks_at_once_do_not_touch_each_other(desk):
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak

    other = NewOutbreak(
        "other", "另一起", "Another", "sars-cov-2-delta", "cn-covid19-8e-2021", "8", "43", "Asia/Shanghai"
    )
    open_outbreak(desk.cast.commander, desk.clock, outbreak=other)
    desk.sign_one()
    desk.outbreak_id = "other"
    assert desk.respond().new == 0
    assert desk.waiting() == []


def _rows(desk, proposal):
    from fangxian.operations.decisions.queries import get_proposal

    return [item.key for item in get_proposal(desk.cast.commander, proposal.id)[1]]
