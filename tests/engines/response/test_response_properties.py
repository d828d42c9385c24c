"""What holds for every small outbreak: nothing happens twice, order does not matter, outbreaks stay apart."""

from dataclasses import fields, replace
from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.response import Response, Situation, respond
from tests.engines.response.small_city import PLAN, TABLES, as_standing, situation

START = date(2021, 7, 20)
_HOMES = st.sampled_from(["s1", "s2", "s3", "s4", "s9", None])
_KINDS = st.sampled_from(["confirmed", "asymptomatic", "suspected", "discarded"])
_PEOPLE = [f"p{number}" for number in range(8)]


@st.composite
def outbreaks(draw: st.DrawFn) -> Situation:
    """Up to six cases in ten days with up to eight named contacts, judged somewhere in a month."""
    cases = [
        {
            "case_id": f"c{number}",
            "person_id": person,
            "reported_on": START + timedelta(days=draw(st.integers(0, 10))),
            "residence_place_id": draw(_HOMES),
            "kind": draw(_KINDS),
        }
        for number, person in enumerate(draw(st.lists(st.sampled_from(_PEOPLE), max_size=6, unique=True)))
    ]
    met = st.tuples(st.integers(0, 5), st.sampled_from(_PEOPLE), st.integers(-3, 12))
    contacts = [
        {"source_case_id": f"c{case}", "person_id": person, "last_on": START + timedelta(days=day)}
        for case, person, day in draw(st.lists(met, max_size=8))
    ]
    homes = [{"person_id": person, "residence_place_id": draw(_HOMES)} for person in _PEOPLE[:5]]
    as_of = START + timedelta(days=draw(st.integers(0, 30)))
    return situation(
        tables.CASES.rows(cases),
        f"{as_of} 18:00",
        contacts=tables.CONTACTS.rows(contacts),
        persons=tables.PERSONS.rows(homes),
        households=tables.HOUSEHOLDS.rows(
            [{"person_id": person, "household_id": f"h{draw(st.integers(0, 3))}"} for person in _PEOPLE]
        ),
    )


def _unmoved(response: Response) -> bool:
    return all(
        set(getattr(response, name)["change"]) <= {"unchanged", "no_longer_supported"} for name in TABLES
    )


@given(outbreaks())
@settings(max_examples=12, deadline=None)
def test_a_second_run_changes_nothing(now: Situation) -> None:
    first = respond(now, PLAN)
    second = respond(replace(now, standing=as_standing(first)), PLAN)
    assert _unmoved(second)
    for name in TABLES:
        assert getattr(second, name).drop("change").equals(getattr(first, name).drop("change"))


@given(outbreaks(), st.integers(1, 300))
@settings(max_examples=10, deadline=None)
def test_later_the_same_day_nothing_moves_by_itself(now: Situation, minutes: int) -> None:
    first = respond(now, PLAN)
    later = now.as_of + timedelta(minutes=minutes)
    again = replace(now, as_of=later, known_at=later, standing=as_standing(first))
    assert _unmoved(respond(again, PLAN))


@given(outbreaks(), st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_does_not_matter(now: Situation, chance: object) -> None:
    seed = chance.randrange(1000)  # type: ignore[attr-defined]
    mixed = {
        name: getattr(now, name).sample(fraction=1.0, shuffle=True, seed=seed)
        for name in ("cases", "contacts", "persons", "households", "places")
    }
    straight, shuffled = respond(now, PLAN), respond(replace(now, **mixed), PLAN)
    for field in fields(Response):
        one, other = getattr(straight, field.name), getattr(shuffled, field.name)
        assert one.equals(other) if isinstance(one, pl.DataFrame) else one == other


@given(outbreaks())
@settings(max_examples=10, deadline=None)
def test_discarding_every_case_leaves_nothing_standing(now: Situation) -> None:
    first = respond(now, PLAN)
    discarded = now.cases.with_columns(kind=pl.lit("discarded"))
    after = respond(replace(now, cases=discarded, standing=as_standing(first)), PLAN)
    for name in TABLES:
        frame = getattr(after, name)
        over = frame.filter(pl.col("ends_at") <= now.as_of) if "ends_at" in frame.columns else frame.clear()
        kept = frame.filter(pl.col("change") != "no_longer_supported")
        assert kept.height == over.height or name == "orders"
        assert kept["release_due_at"].null_count() == kept.height


@given(outbreaks())
@settings(max_examples=12, deadline=None)
def test_every_restriction_has_an_end_two_signatures_and_a_ground_and_every_dispatch_an_order(
    now: Situation,
) -> None:
    response = respond(now, PLAN)
    restrictions, orders = response.restrictions, response.orders
    assert (restrictions["ends_at"] > restrictions["starts_at"]).all()
    assert (restrictions["signatures_required"] == 2).all()
    assert restrictions["evidence"].str.len_chars().min() != 0
    above = orders.filter(pl.col("parent_dispatch_id").is_not_null())
    parents = above.join(
        orders.select("dispatch_id", parent_order="order_id"),
        left_on="parent_dispatch_id",
        right_on="dispatch_id",
    )
    assert parents.height == above.height
    assert (parents["order_id"] == parents["parent_order"]).all()
