"""A race clock is asked for, computed in pieces, kept with every price and every reason, and grows old."""

from datetime import timedelta

import polars as pl
import pytest

from fangxian.engines.problems import Problem
from fangxian.engines.rehearsal.fitting import TARGETS
from fangxian.operations.fits.services import bring
from fangxian.operations.journal.models import Entry
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.orders.queries import list_orders
from fangxian.operations.race.queries import (
    find_board,
    find_prices_of,
    find_running,
    get_clock,
    list_dear_places,
    list_prices,
)
from fangxian.operations.race.services import ask, compute_on
from tests.operations.race.conftest import run_to_the_end
from tests.operations.race.small import FURONG


@pytest.fixture
def ended(ordered, clock):
    """A clock of the commander that has ended, and its key."""
    key = ask(ordered.cast.commander, clock, outbreak_id="tiny", futures=60)
    run_to_the_end(ordered.cast.commander, clock, key)
    return key


def board(actor):
    return find_board(actor.reach, "tiny")


def test_what_was_asked_is_on_record_before_anything_is_computed(ordered, clock):
    key = ask(ordered.cast.commander, clock, outbreak_id="tiny", futures=60)
    row = get_clock(ordered.cast.commander.reach, key)
    assert (row.place_id, row.plan, row.fit, row.has_ended) == ("4301", "cn-covid19-8e-2021@8", "", False)
    assert row.as_of == clock.now()
    assert Entry.objects.filter(verb="opened", object_kind="race-clock", object_id=str(key)).count() == 1
    assert find_running(ordered.cast.commander.reach, "tiny").row.id == key
    assert board(ordered.cast.commander) is None


def test_every_open_dispatch_has_a_price_or_a_reason(ended, ordered):
    found = board(ordered.cast.commander)
    rows = list_prices(ordered.cast.commander.reach, ended)
    assert found.dear or found.too_small
    assert found.unpriced
    assert all(one.why.zh and one.why.en and one.rows for one in found.unpriced)
    assert len(rows) == len(found.dear) + found.small_total + found.unpriced_total
    for row in (*found.dear, *found.too_small):
        assert row.infections.low <= row.infections.mean <= row.infections.high
        assert row.why is None
    assert len({row.dispatch_id for row in rows}) == len(rows)
    prices = [row.infections.mean for row in found.dear]
    assert prices == sorted(prices, reverse=True)


def test_a_page_of_the_board_asks_as_little_of_fifty_thousand_dispatches_as_of_fifty(
    ended, ordered, django_assert_max_num_queries
):
    """A statement more for each order or each reason is what made it slow."""
    from fangxian.operations.race.models import RacePrice

    whole = board(ordered.cast.commander)
    told = RacePrice.objects.filter(clock=ended)
    for nth, row in enumerate(told.filter(infections__isnull=True)):
        told.filter(id=row.id).update(why_zh=f"理由{nth}", why_en=f"reason {nth}")
    with django_assert_max_num_queries(18):
        found = find_board(ordered.cast.commander.reach, "tiny", dear=slice(1, 3))
    assert found.dear == whole.dear[1:3]
    assert found.dear_total == len(whole.dear)
    assert (found.small_total, found.unpriced_total) == (whole.small_total, whole.unpriced_total)
    assert len(found.unpriced) == found.unpriced_total > len(whole.unpriced)


def test_every_dear_order_has_a_remedy_or_says_that_nothing_is_free(ended, ordered):
    assert all(row.remedy is not None and row.remedy.act for row in board(ordered.cast.commander).dear)


def test_isolating_a_case_is_among_what_is_priced(ended, ordered):
    found = board(ordered.cast.commander)
    priced = {row.title.en for row in (*found.dear, *found.too_small)}
    assert "Isolate and treat the case" in priced


def test_in_many_pieces_or_in_one_the_prices_are_the_same(ordered, clock, monkeypatch):
    monkeypatch.setattr("fangxian.operations.race.services.AT_ONCE", 4)
    found = []
    for seconds in (0.0, 60.0):
        key = ask(ordered.cast.commander, clock, outbreak_id="tiny", futures=40)
        run_to_the_end(ordered.cast.commander, clock, key, seconds)
        rows = board(ordered.cast.commander)
        assert rows.clock.id == key
        found.append({row.dispatch_id: row.infections for row in (*rows.dear, *rows.too_small)})
    assert len(found[0]) > 4
    assert found[0] == found[1]


def test_it_ends_once_however_often_it_is_computed_on(ended, ordered, clock):
    found = compute_on(ordered.cast.commander, clock, clock_id=ended)
    assert found.row.has_ended
    assert found.done == found.total
    assert Entry.objects.filter(verb="closed", object_kind="race-end").count() == 1
    assert find_running(ordered.cast.commander.reach, "tiny") is None


def test_a_worker_of_another_district_sees_no_order_of_it(ended, ordered):
    rows = list_prices(ordered.cast.stranger.reach, ended)
    assert all(row.place_id.startswith("430105") for row in rows)
    assert list_dear_places(ordered.cast.stranger.reach, "tiny") == {}


def test_a_district_sees_the_orders_of_its_own_places(ended, ordered):
    rows = list_prices(ordered.cast.district_commander.reach, ended)
    assert rows
    assert all(row.place_id.startswith(FURONG) for row in rows)


def test_only_who_rehearses_and_sees_the_whole_outbreak_has_it_computed(ordered, clock):
    with pytest.raises(Problem) as refused:
        ask(ordered.cast.community_worker, clock, outbreak_id="tiny")
    assert refused.value.code == "not-your-role"
    with pytest.raises(Problem) as refused:
        ask(ordered.cast.district_commander, clock, outbreak_id="tiny")
    assert refused.value.code == "not-found"


def test_without_a_case_there_is_nothing_to_run(desk, small, clock):
    with pytest.raises(Problem) as refused:
        ask(desk.cast.commander, clock, outbreak_id="tiny")
    assert refused.value.code == "outbreak-without-case"


def test_a_clock_is_stale_once_orders_are_done_or_given(ended, ordered, command, clock):
    from fangxian.operations.orders.services import complete

    assert not board(ordered.cast.commander).changed.is_stale
    clock.advance(timedelta(minutes=5))
    command.order()
    assert board(ordered.cast.commander).changed.issued == 1
    found = board(ordered.cast.commander)
    row = next(one for one in (*found.too_small, *found.dear) if "Isolate" in one.title.en)
    node = next(n for n in command.offices(row.order_id) if n.id == row.dispatch_id)
    complete(ordered.cast.commander, clock, task_id=node.task_id, proof=ProofGiven("tap"))
    found = board(ordered.cast.commander)
    assert found.changed.finished == 1
    assert not next(
        one for one in (*found.dear, *found.too_small) if one.dispatch_id == row.dispatch_id
    ).is_open


def test_an_order_reads_its_own_price_from_the_last_clock(ended, ordered, clock):
    found = board(ordered.cast.commander)
    row = (*found.dear, *found.too_small)[0]
    kept, prices = find_prices_of(ordered.cast.commander.reach, row.order_id)
    assert kept.id == ended
    assert row in prices
    others = {order.id for order in list_orders(ordered.cast.commander.reach, "tiny", clock.now())}
    without = others - {one.order_id for one in (*found.dear, *found.too_small)}
    assert all(find_prices_of(ordered.cast.commander.reach, one) is None for one in without)
    assert find_prices_of(ordered.cast.stranger.reach, row.order_id) is None


def test_the_draws_of_a_fit_are_what_the_next_clock_rests_on(ordered, clock):
    draws = pl.DataFrame({name: [0.5, 0.6] for name in TARGETS}).with_columns(
        r=pl.lit(3.0), undetected=pl.lit(5.0), ask_days=pl.lit(2.0)
    )
    digest = bring(ordered.cast.commander, clock, outbreak_id="tiny", draws=draws)
    key = ask(ordered.cast.commander, clock, outbreak_id="tiny", futures=40)
    run_to_the_end(ordered.cast.commander, clock, key)
    row = board(ordered.cast.commander).clock
    assert row.fit == digest
    assert row.hidden > 0.0


def test_a_file_that_is_no_fit_is_refused(ordered, clock):
    with pytest.raises(Problem) as refused:
        bring(ordered.cast.commander, clock, outbreak_id="tiny", draws=pl.DataFrame({"r": [1.0]}))
    assert refused.value.code == "not-a-fit"
    assert "undetected" in refused.value.happened.en
