"""Whatever happens to samples: the balance adds up everywhere, and whoever is late is named exactly once."""

from datetime import timedelta

import polars as pl
from drawn_custody import DAY, account
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.testing.custody import (
    find_custody_breaks,
    find_imbalances,
    follow_custody,
    roll_up_custody,
)
from fangxian.engines.testing.custody.examples import PLACES_OF_THREE

PEOPLE, TUBES = [f"p{n}" for n in range(6)], [f"t{n}" for n in range(4)]
STATES = st.sampled_from(["done", "done", "refused", "not-visited", "excused"])
hours = st.integers(0, 40).map(lambda hour: DAY + timedelta(hours=hour))
maybe = st.none() | hours
sample = st.fixed_dictionaries(
    {
        "person_id": st.sampled_from([*PEOPLE, "stranger"]),
        "tube_code": st.sampled_from([*TUBES, "t?"]),
        "taken_at": hours,
    }
)
shipment = st.fixed_dictionaries(
    {
        "shipment_id": st.sampled_from(["b1", "b2"]),
        "tube_code": st.sampled_from(TUBES),
        "laboratory_id": st.just("lab"),
        "sent_at": hours,
        "received_at": maybe,
    }
)
result = st.fixed_dictionaries(
    {
        "tube_code": st.sampled_from(TUBES),
        "laboratory_id": st.just("lab"),
        "outcome": st.sampled_from(tables.OUTCOMES),
        "resulted_at": hours,
    }
)


@st.composite
def days(draw):
    """A day in which anything may be missing, doubled or out of order."""
    samples = [
        {**one, "sample_id": f"x{number}", "round_id": "r1"}
        for number, one in enumerate(draw(st.lists(sample, max_size=10)))
    ]
    told = draw(st.lists(st.tuples(st.integers(0, 9), hours), max_size=8))
    return {
        "accounts": tables.ACCOUNTS.rows([account(person, draw(STATES)) for person in PEOPLE]),
        "samples": tables.SAMPLES.rows(samples),
        "tubes": tables.TUBES.rows(
            [{"tube_code": tube, "round_id": "r1", "place_id": "s1", "size": 2} for tube in TUBES]
        ),
        "shipments": tables.SHIPMENTS.rows(draw(st.lists(shipment, max_size=6))),
        "results": tables.RESULTS.rows(draw(st.lists(result, max_size=6))),
        "told": tables.TOLD.rows([{"sample_id": f"x{number}", "told_at": at} for number, at in told]),
        "as_of": DAY + timedelta(hours=draw(st.integers(0, 60))),
    }


@given(day=days())
def test_the_balance_adds_up_at_every_place_and_instant(day):
    balance = roll_up_custody("r1", follow_custody(**day), PLACES_OF_THREE)
    assert find_imbalances(balance).is_empty()
    registered = {row["person_id"] for row in day["samples"].to_dicts()} & set(PEOPLE)
    assert balance.filter(pl.col("place_id") == "s")["sampled"].item() == len(registered)


@given(day=days())
def test_whoever_is_late_is_named_once_and_nobody_else(day):
    custody = follow_custody(**day)
    found = find_custody_breaks(custody)
    steps = found.filter(
        pl.col("kind").is_in(["not-sent", "not-received", "no-result", "not-told", "tube-unknown"])
    )
    named = steps.select("person_id", "tube_code").rows()
    late = {(row["person_id"], row["tube_code"]) for row in custody.samples.to_dicts() if _is_late(row, day)}
    assert set(named) == late
    assert len(named) == len(set(named))


@given(day=days(), seed=st.integers(0, 99))
def test_the_order_of_rows_changes_nothing(day, seed):
    shuffled = {
        name: frame.sample(fraction=1, shuffle=True, seed=seed) if isinstance(frame, pl.DataFrame) else frame
        for name, frame in day.items()
    }
    one, other = follow_custody(**day), follow_custody(**shuffled)
    assert find_custody_breaks(one).equals(find_custody_breaks(other))
    assert roll_up_custody("r1", one, PLACES_OF_THREE).equals(roll_up_custody("r1", other, PLACES_OF_THREE))


@given(day=days())
def test_everybody_the_ledger_calls_done_has_a_sample_or_is_named_in_time(day):
    day["as_of"] = DAY + timedelta(hours=80)
    named = set(find_custody_breaks(follow_custody(**day)).filter(kind="done-without-sample")["person_id"])
    done = set(day["accounts"].filter(state="done")["person_id"])
    assert named == done - set(day["samples"]["person_id"])


def _is_late(row, day):
    """The chain once more, in plain steps."""
    now, tube = day["as_of"], row["tube_code"]
    if tube not in TUBES:
        return True
    resulted = [one["resulted_at"] for one in day["results"].to_dicts() if one["tube_code"] == tube]
    told = [one["told_at"] for one in day["told"].to_dicts() if one["sample_id"] == row["sample_id"]]
    if resulted:
        return not told and min(resulted) + timedelta(hours=6) < now
    shipped = [one for one in day["shipments"].to_dicts() if one["tube_code"] == tube]
    received = [one["received_at"] for one in shipped if one["received_at"]]
    if received:
        return min(received) + timedelta(hours=12) < now
    if not shipped:
        return row["taken_at"] + timedelta(hours=4) < now
    first = min(shipped, key=lambda one: (one["sent_at"], one["shipment_id"]))
    opened = any(
        one["received_at"]
        for one in day["shipments"].to_dicts()
        if one["shipment_id"] == first["shipment_id"]
    )
    return opened or first["sent_at"] + timedelta(hours=2) < now
