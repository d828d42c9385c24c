"""At the gate: recorded once, offline or not; handed on and acknowledged; lifted with its area; nobody held back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from tests.operations.checkpoints.conftest import FUCHENG, OUTBREAK, TONGYINLI, checkpoint


def refused(act) -> str:
    with pytest.raises(Problem) as caught:
        act()
    return caught.value.code


def test_a_checkpoint_is_a_post_that_people_are_sent_to_and_ends_with_it(gates):
    [post] = gates.teams.posts()
    assert (post.kind, post.per_shift, post.source) == ("checkpoint", 2, "checkpoint:north")
    assert gates.open() == 0
    assert gates.open(checkpoint(least_crew=3)) == 1
    assert [one.per_shift for one in gates.teams.posts()] == [3]
    gates.wait(1)
    gates.close()
    assert gates.teams.posts() == []
    assert not gates.state().is_open


def test_each_lane_and_shift_asks_for_the_crew_of_the_pack_and_the_post_ends_with_the_checkpoint(gates):
    """Two people, three shifts: two lanes take four at once, twelve in all; a larger least crew counts instead."""
    from fangxian.operations.manning import make_posts

    commander = gates.cast.commander
    assert [(one.need, one.per_shift) for one in gates.teams.posts()] == [(6, 2)]
    gates.open(checkpoint(lanes=2), checkpoint("south", lanes=2, least_crew=5))
    found = {one.source: (one.need, one.per_shift) for one in gates.teams.posts()}
    assert found == {"checkpoint:north": (12, 4), "checkpoint:south": (15, 5)}
    assert make_posts(commander, gates.clock, outbreak_id=OUTBREAK).stand == 0
    [north] = [one for one in gates.teams.posts() if one.source == "checkpoint:north"]
    gates.teams.set_posts(replace(_given(north), need=1, per_shift=1))
    gates.wait(1)
    assert make_posts(commander, gates.clock, outbreak_id=OUTBREAK).stand == 1
    assert {one.need for one in gates.teams.posts()} == {12, 15}
    assert refused(lambda: gates.open(checkpoint("east", lanes=0))) == "checkpoint-unclear"


def _given(row):
    from dataclasses import fields

    from fangxian.operations.teams.rows import PostGiven

    return PostGiven(**{one.name: getattr(row, one.name) for one in fields(PostGiven)})


def test_what_was_recorded_without_signal_counts_once_however_often_it_is_sent(gates):
    gates.wait(6)
    batch = [gates.passage("one", hours_ago=5), gates.passage("two", "out", hours_ago=4, people=3)]
    first, again = gates.upload(*batch), gates.upload(*batch, gates.passage("three"))
    assert (first.accepted, first.duplicate) == (2, 0)
    assert (again.accepted, again.duplicate, again.refused) == (1, 2, ())
    state = gates.state()
    assert (state.passed_in, state.passed_out) == (2, 3)


def test_what_cannot_be_taken_is_named_and_the_rest_is_taken(gates):
    early = gates.passage("early", hours_ago=2)
    odd = gates.passage("odd", code_seen="purple")
    sent = gates.upload(gates.passage("fine"), early, odd)
    assert sent.accepted == 1
    assert [(one.id, one.code) for one in sent.refused] == [
        (early.id, "checkpoint-lifted"),
        (odd.id, "passage-unclear"),
    ]
    other = gates.upload(gates.passage("fine", "out"))
    assert [one.code for one in other.refused] == ["passage-id-taken"]


@given(copies=st.lists(st.integers(0, 5), min_size=1, max_size=12))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_sent_again_all_that_was_sent_is_accounted_for(gates, copies):
    from fangxian.operations.checkpoints.models import Passage

    before = Passage.objects.count()
    at = gates.clock.now()
    sent = gates.upload(*[gates.passage(f"copy {n}") for n in copies])
    assert sent.accepted + sent.duplicate + len(sent.refused) == len(copies)
    assert Passage.objects.count() == before + sent.accepted
    assert gates.clock.now() == at


def test_whoever_comes_in_from_a_risk_area_is_handed_on_and_late_when_nobody_says_so(gates):
    sent = gates.upload(
        gates.passage("wu", origin_risk="high", full_name="合成吴", phone="130", to_place_id=TONGYINLI),
        gates.passage("leaving", "out", origin_risk="high"),
        gates.passage("ambulance", origin_risk="high", exemption="ambulance", subject="vehicle"),
    )
    assert (sent.accepted, sent.handed) == (3, 1)
    [row] = gates.handed(gates.cast.community_worker)
    assert (row.state, row.name, row.phone) == ("waiting", "合成吴", "130")
    gates.wait(3)
    assert [one.state for one in gates.handed()] == ["late"]
    assert (gates.state().handed, gates.state().late) == (1, 1)
    gates.acknowledge(row.id)
    assert [one.state for one in gates.handed()] == ["acknowledged"]
    assert gates.state().late == 0
    assert refused(lambda: gates.acknowledge(row.id)) == "already-taken-over"


def test_who_was_handed_to_another_district_is_seen_there_and_not_at_the_gate(gates):
    gates.upload(gates.passage("wu", origin_risk="medium", full_name="合成吴", to_place_id=FUCHENG))
    assert [one.name for one in gates.handed(gates.cast.stranger)] == ["合成吴"]
    assert gates.handed(gates.cast.checkpoint_worker) == []
    assert [one.name for one in gates.handed(gates.cast.auditor)] == [""]
    assert gates.handed(gates.cast.community_worker) == []


def test_a_passage_restricts_nobody(gates):
    from fangxian.operations.restrictions.models import Restriction

    gates.upload(gates.passage("wu", origin_risk="high", full_name="合成吴"))
    assert Restriction.objects.count() == 0


def test_names_go_when_their_days_are_over_and_the_journal_still_verifies(gates):
    from fangxian.operations.journal.services import seal
    from fangxian.operations.journal.verification import verify
    from fangxian.operations.retention import erase_due, summarise_due

    gates.upload(gates.passage("wu", origin_risk="high", full_name="合成吴"))
    assert erase_due(gates.cast.commander, gates.clock).handed == 0
    gates.wait(24 * 15)
    assert summarise_due(gates.clock).handed == 1
    assert erase_due(gates.cast.commander, gates.clock).handed == 1
    assert [one.name for one in gates.handed()] == [""]
    seal()
    assert verify().findings == ()


def test_a_checkpoint_belongs_to_an_area_that_stands(gates):
    assert refused(lambda: gates.open(checkpoint("south", area_key="nowhere"))) == "area-has-ended"


def test_a_checkpoint_is_lifted_with_its_area_and_takes_what_was_recorded_until_then(gates, monkeypatch):
    """The area is there until noon; afterwards only what was recorded before is taken."""
    from fangxian.operations.checkpoints import opening, passing, standing

    noon = gates.clock.now() + timedelta(hours=4)

    def until_noon(root, outbreak_id, at, known_at=None):
        return {"area"} if at < noon else set()

    for module in (opening, passing, standing):
        monkeypatch.setattr(module, "find_standing_areas", until_noon)
    gates.open(checkpoint("south", area_key="area"))
    assert gates.state("south").is_open
    gates.wait(5)
    assert (gates.state("south").is_open, gates.state("south").row.lifted) == (False, True)
    sent = gates.upload(gates.passage("before", hours_ago=2), gates.passage("after"), key="south")
    assert (sent.accepted, [one.code for one in sent.refused]) == (1, ["checkpoint-lifted"])


def test_the_crew_on_duty_is_that_of_the_roster(gates):
    from fangxian.operations.rosters.services import answer_roster, propose_roster
    from tests.operations.teams.conftest import member

    [post] = gates.teams.posts()
    for who in gates.teams.add(*(member(f"{n}") for n in range(9))):
        gates.teams.send(who, post.id)
    assert gates.state().crew_short == 2
    commander, clock = gates.cast.commander, gates.clock
    day = (clock.now() + timedelta(hours=8)).date()
    where = {"outbreak_id": OUTBREAK, "place_id": TONGYINLI, "from_on": day, "days": 2}
    roster = propose_roster(commander, clock, **where)
    answer_roster(commander, clock, roster_id=roster, take=True)
    gates.wait(20)
    assert (gates.state().on_duty, gates.state().crew_short) == (2, 0)


def test_a_queue_is_seen_and_strangers_see_no_checkpoint(gates):
    from fangxian.operations.checkpoints.queries import count_passages
    from fangxian.operations.checkpoints.services import report_queue

    worker = gates.cast.checkpoint_worker
    report_queue(worker, gates.clock, outbreak_id=OUTBREAK, key="north", waiting=42)
    assert gates.state().waiting == 42
    assert refused(lambda: gates.state(actor=gates.cast.stranger)) == "no-such-checkpoint"
    assert (
        refused(lambda: gates.upload(gates.passage("x"), actor=gates.cast.stranger)) == "no-such-checkpoint"
    )
    assert count_passages(gates.cast.stranger.reach, OUTBREAK, gates.clock.now()) == ()
    assert refused(lambda: gates.open(actor=worker)) == "not-your-role"
    assert refused(lambda: gates.open(checkpoint("no good key"))) == "checkpoint-unclear"
