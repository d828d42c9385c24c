"""The pure rules of a follow-up, held by properties."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.following import (
    ACTS,
    DAY_STATES,
    RESULTS,
    SEEN,
    Exposed,
    FollowingRule,
    Progress,
    due_days,
    find_missed_days,
    following_rule,
    is_red,
    lapses_at,
    later_by_days,
    list_missing,
    list_offers,
    span_of,
    state_of_day,
)
from fangxian.engines.problems import Problem
from fangxian.stores.packs import list_packs, read_disease, read_plan

ZONES = st.sampled_from(["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "UTC"])
INSTANTS = st.datetimes(datetime(2021, 1, 1), datetime(2022, 12, 31), timezones=st.just(UTC))
RULE = FollowingRule(("cough",), 37.3, 2.0, 2)


@given(st.lists(st.sampled_from(RESULTS)), st.randoms())
def test_a_day_counts_the_same_in_whatever_order_its_checks_arrive(results, order):
    shuffled = list(results)
    order.shuffle(shuffled)
    assert state_of_day(shuffled) == state_of_day(results)


@given(st.lists(st.sampled_from(RESULTS)), st.sampled_from(RESULTS))
def test_one_more_check_never_makes_a_day_less_known(results, more):
    rank = DAY_STATES.index
    assert rank(state_of_day([*results, more])) <= rank(state_of_day(results))


def test_symptoms_are_never_hidden_by_a_later_well():
    assert state_of_day(["symptoms", "well"]) == "symptoms"


def test_a_result_nobody_knows_is_refused():
    with pytest.raises(Problem) as refused:
        state_of_day(["fine"])
    assert refused.value.code == "not-a-check-result"


@given(INSTANTS, st.integers(0, 40 * 24), ZONES)
def test_due_days_follow_each_other_and_lie_inside_the_follow_up(starts_at, hours, zone):
    ends_at = starts_at + timedelta(hours=hours)
    days = due_days(starts_at, ends_at, zone)
    assert list(days) == [days[0] + timedelta(days=n) for n in range(len(days))] if days else True
    assert all(starts_at.astimezone(ZoneInfo(zone)).date() <= day for day in days)
    assert all(day <= ends_at.astimezone(ZoneInfo(zone)).date() for day in days)


def test_a_morning_decision_is_due_the_same_day_an_evening_one_the_next():
    end, zone = datetime(2021, 8, 5, tzinfo=UTC), "UTC"
    assert due_days(datetime(2021, 8, 1, 9, tzinfo=UTC), end, zone)[0] == date(2021, 8, 1)
    assert due_days(datetime(2021, 8, 1, 12, tzinfo=UTC), end, zone)[0] == date(2021, 8, 2)


def test_a_follow_up_that_ends_as_a_day_begins_does_not_ask_for_that_day():
    assert due_days(datetime(2021, 8, 1, tzinfo=UTC), datetime(2021, 8, 3, tzinfo=UTC), "UTC")[-1].day == 2


@given(INSTANTS, st.integers(1, 20), st.data())
def test_due_is_seen_and_missed_and_what_is_still_to_come(starts_at, length, data):
    due = due_days(starts_at, starts_at + timedelta(days=length), "Asia/Shanghai")
    states = {day: data.draw(st.sampled_from(DAY_STATES)) for day in due if data.draw(st.booleans())}
    as_of = starts_at + timedelta(days=data.draw(st.integers(0, 25)))
    today = as_of.astimezone(ZoneInfo("Asia/Shanghai")).date()
    missed = find_missed_days(due, states, as_of, "Asia/Shanghai")
    seen = [day for day in due if day < today and states.get(day) in SEEN]
    assert sorted([*missed, *seen]) == [day for day in due if day < today]


@given(INSTANTS, st.integers(0, 30), ZONES)
def test_days_keep_the_time_on_the_wall_or_are_an_hour_late_where_clocks_skip_it(at, days, zone):
    before, after = (one.astimezone(ZoneInfo(zone)) for one in (at, later_by_days(at, days, zone)))
    assert (after.date() - before.date()).days == days
    wall = datetime.combine(after.date(), before.time())
    assert abs(after.replace(tzinfo=None) - wall) <= timedelta(hours=1)
    if zone in ("Asia/Shanghai", "UTC"):
        assert after.time() == before.time()


@pytest.mark.parametrize("plan_id", sorted(list_packs("plans")))
@given(INSTANTS, st.integers(1, 600), st.integers(0, 10_000))
def test_a_longer_exposure_never_ends_a_follow_up_sooner(plan_id, first, minutes, more):
    plan, over = read_plan(plan_id), first + timedelta(minutes=minutes)
    for offer in list_offers(plan):
        short = span_of(offer.measure, Exposed(first, over, over), "Asia/Shanghai")
        long = span_of(offer.measure, Exposed(first, over + timedelta(minutes=more), over), "Asia/Shanghai")
        assert short.starts_at <= short.ends_at <= long.ends_at


def test_the_end_of_the_last_day_is_a_local_midnight():
    measure = read_plan("cn-covid19-8e-2021").measures["central-quarantine"]
    tea = Exposed(*[datetime(2021, 7, 22, hour, tzinfo=UTC) for hour in (10, 12, 12)])
    end = span_of(measure, tea, "Asia/Shanghai").ends_at.astimezone(ZoneInfo("Asia/Shanghai"))
    assert (end.date(), end.time()) == (date(2021, 8, 6), time())


def test_prophylaxis_is_counted_in_hours_from_the_first_exposure():
    measure = read_plan("measles-us-county").measures["mmr-prophylaxis"]
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    exposed = Exposed(noon, noon + timedelta(days=1), noon)
    assert lapses_at(measure, exposed) == noon + timedelta(hours=72)


def test_every_plan_offers_something_and_the_heaviest_stands_last():
    for plan_id in list_packs("plans"):
        acts = [offer.act for offer in list_offers(read_plan(plan_id))]
        assert acts
        assert acts == sorted(acts, key=ACTS.index)


def test_every_disease_says_what_to_ask_for():
    for plan_id in list_packs("plans"):
        plan = read_plan(plan_id)
        rule = following_rule(plan, read_disease(plan.disease))
        assert rule.symptoms
        assert rule.fever_from_c
        assert rule.red_flag_hours > 0


@given(st.floats(30, 45), st.floats(30, 45))
def test_a_higher_fever_is_never_less_red(one, other):
    low, high = sorted((one, other))
    assert is_red([], high, RULE) >= is_red([], low, RULE)


@given(st.sampled_from(ACTS), st.integers(0, 4), st.integers(0, 2), st.booleans(), st.integers(-48, 48))
def test_whoever_may_go_may_still_go_later_with_more_evidence(act, negatives, flags, settled, hours):
    end = datetime(2021, 8, 5, tzinfo=UTC)
    progress = Progress(act, end, negatives, flags, settled)
    more = Progress(act, end, negatives + 1, 0, True)
    at = end + timedelta(hours=hours)
    missing = list_missing(progress, RULE, at, "Asia/Shanghai")
    if not missing:
        assert at >= end
        assert list_missing(more, RULE, at + timedelta(days=1), "Asia/Shanghai") == ()
    assert len(list_missing(more, RULE, at, "Asia/Shanghai")) <= len(missing)
