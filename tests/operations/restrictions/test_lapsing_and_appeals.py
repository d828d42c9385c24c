"""Restrictions end by themselves; whoever is bound may say no, and somebody else decides."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.operations.follow_ups.own_restriction import appeal_own, find_own_restriction
from fangxian.operations.follow_ups.queries import list_follow_ups
from fangxian.operations.follow_ups.services import make_link
from fangxian.operations.journal.models import Entry
from fangxian.operations.restrictions import queries
from fangxian.operations.restrictions.appeals import appeal, hear, tell
from fangxian.operations.restrictions.hearings import list_appeals
from fangxian.operations.restrictions.models import Appeal, Restriction
from fangxian.operations.restrictions.services import review, serve
from fangxian.operations.restrictions.timeline import list_steps
from tests.operations.restrictions.conftest import key_of, list_bound, refusal


def test_after_its_end_nobody_is_counted_as_restricted_at_any_hour(bound):
    """Whatever the end, the four hours of one signature and the release clock say: the first of them frees."""
    reach, start = bound.cast.commander.reach, bound.clock.now()
    hours = st.one_of(st.none(), st.integers(1, 400))

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(ends=st.integers(1, 400), alone=hours, due=hours, asked=st.integers(0, 900))
    def judged(ends, alone, due, asked):
        def instant(number):
            return None if number is None else start + timedelta(hours=number)

        Restriction.objects.open().update(
            starts_at=start - timedelta(hours=1),
            ends_at=instant(ends),
            alone_until=instant(alone),
            release_due_at=instant(due),
        )
        at = instant(asked)
        expected = asked < min(filter(None, (ends, alone, due)))
        people = {row.person_id for row in Restriction.objects.open()}
        keys = list(Restriction.objects.open().values_list("id", flat=True))
        assert bool(queries.count_restrictions(reach, "tiny", at, at)) == expected
        assert bool(queries.list_restrictions(reach, "tiny", at, at)) == expected
        assert bool(queries.find_bound("tiny", keys, at, at)) == expected
        assert bool(queries.find_bound_anywhere(people, at)) == expected
        assert bool(queries.count_bound("tiny", at)) == expected
        assert queries.list_bound_people("tiny", at, at).exists() == expected

    judged()


def test_what_is_not_served_or_reviewed_in_time_is_late_for_everybody_to_see(bound):
    auditor, clock = bound.cast.auditor, bound.clock

    def row():
        found = queries.list_restrictions(auditor.reach, "tiny", clock.now(), clock.now())
        return next(one for one in found if one.measure == "central-quarantine")

    assert (row().served_at, row().serve_late, row().name) == (None, False, "")
    clock.advance(timedelta(hours=25))
    assert row().serve_late
    serve(bound.cast.community_worker, clock, key=key_of(bound))
    assert row().serve_late, "served after its time stays late"
    assert not row().review_late
    clock.advance(timedelta(days=7))
    assert row().review_late
    assert refusal(review, bound.cast.city_cdc, clock, key=key_of(bound), reason=" ") == "reason-needed"
    review(bound.cast.city_cdc, clock, key=key_of(bound), reason="day 8 of 14, still exposed")
    assert not row().review_late


def test_an_appeal_by_ones_own_link_is_decided_outside_the_signing_line_and_frees_at_once(bound):
    clock, cast = bound.clock, bound.cast
    rows = list_follow_ups(cast.commander.reach, "tiny", clock.now(), only="open").rows
    (own,) = [row.key for row in rows if row.act == "quarantine" and row.person_id == "friend"]
    token = make_link(cast.community_worker, clock, follow_up=own)
    before = find_own_restriction(clock, token)
    assert before.slip.ends_at > clock.now()
    assert "one" not in before.slip.reason.en.split()
    made = appeal_own(clock, token, text="那天我在外地，有车票")
    assert refusal(appeal_own, clock, token, text="again") == "appeal-waits"
    (row,) = list_appeals(cast.appeal_officer, "tiny", clock.now())
    assert (row.words, row.can_hear, row.due_at - row.made_at) == (
        "那天我在外地，有车票",
        True,
        timedelta(hours=48),
    )
    assert "合成" not in repr(row)
    assert list_appeals(cast.auditor, "tiny", clock.now())[0].words == ""
    decided = {"appeal_id": made, "outcome": "upheld", "reason": "车票属实"}
    for actor in (cast.commander, cast.city_cdc, cast.community_worker, cast.auditor):
        assert refusal(hear, actor, clock, **decided) == "not-your-role"
    for signer in (cast.commander, cast.city_cdc):
        # Not even somebody whose office signed, in the role that hears; nor a signer who has changed office.
        colleague = replace(cast.appeal_officer, office_id=signer.office_id)
        assert refusal(hear, colleague, clock, **decided) == "of-the-signing-line"
        moved = replace(cast.appeal_officer, user_id=signer.user_id)
        assert refusal(hear, moved, clock, **decided) == "of-the-signing-line"
    assert list_bound(bound) == {"friend"}
    hear(cast.appeal_officer, clock, **decided)
    assert list_bound(bound) == set()
    assert refusal(hear, cast.appeal_officer, clock, **decided) == "appeal-decided"
    after = find_own_restriction(clock, token)
    assert (after.outcome, after.answer) == ("upheld", "车票属实")
    tell(cast.community_worker, clock, appeal_id=made)
    key = Appeal.objects.get().restriction
    steps = [step.what for step in list_steps(cast.commander.reach, key, clock.now())]
    assert set(steps) >= {"proposed", "signed", "in-force", "appealed", "upheld", "released", "told"}
    kept = b"".join(bytes(entry.canonical) for entry in Entry.objects.all())
    assert "车票".encode() not in kept, "the journal keeps no words of the person"


def test_a_dismissed_appeal_leaves_the_restriction_with_its_end_and_may_be_made_again(bound):
    clock, cast, key = bound.clock, bound.cast, key_of(bound)
    assert refusal(appeal, cast.stranger, clock, key=key, text="mine") == "not-found"
    made = appeal(cast.community_worker, clock, key=key, text="I was not there")
    clock.advance(timedelta(hours=49))
    (row,) = list_appeals(cast.appeal_officer, "tiny", clock.now())
    assert row.late
    hear(cast.appeal_officer, clock, appeal_id=made, outcome="dismissed", reason="the list shows you")
    assert list_bound(bound) == {"friend"}
    assert appeal(cast.community_worker, clock, key=key, text="The list is wrong")
    clock.advance(timedelta(days=14))
    assert refusal(appeal, cast.community_worker, clock, key=key, text="late") == "not-restricted"
