"""A fit is asked for, tried in pieces, kept with its draws, and seen by those who see the whole outbreak."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from fangxian.engines.problems import Problem
from fangxian.engines.rehearsal.fitting import TARGETS
from fangxian.operations.fits.queries import find_newest, find_running, get_fit, list_fits, read_draws
from fangxian.operations.fits.services import ask, compute_on
from fangxian.operations.fits.wishing import begin_from
from fangxian.operations.journal.models import Entry
from fangxian.operations.rehearsals.checking import settle
from fangxian.operations.rehearsals.rows import Wish
from tests.operations.fits.conftest import FUTURES, fit_to_the_end


def refusal(act, *given, **named) -> str:
    with pytest.raises(Problem) as found:
        act(*given, **named)
    return found.value.code


def test_what_was_asked_is_on_record_before_a_future_is_tried(reported, clock):
    commander = reported.cast.commander
    key = ask(commander, clock, outbreak_id="tiny", futures=FUTURES)
    row = get_fit(commander.reach, key)
    assert (row.city_id, row.plan, row.futures, row.done) == ("4301", "cn-covid19-8e-2021@8", FUTURES, 0)
    assert row.as_of == clock.now()
    assert Entry.objects.filter(verb="opened", object_kind="fit", object_id=str(key)).count() == 1
    assert find_running(commander.reach, "tiny").id == key
    assert find_newest("tiny", clock.now()) is None


def test_it_says_how_many_are_on_no_list_in_all_and_by_district(fitted):
    told = fitted.result
    assert (told.cases, told.days) == (4, 4)
    assert set(told.figures) == set(TARGETS)
    for found in (*told.figures.values(), *(part.undetected for part in told.parts)):
        assert found.q05 <= found.q25 <= found.q50 <= found.q75 <= found.q95
    assert [part.place_id for part in told.parts] == ["430102", None]
    assert told.parts[0].place.en == "Furong District"
    assert told.seconds > 0.0


def test_every_day_since_the_first_report_has_its_cases_and_the_fan_around_them(fitted, clock):
    days = fitted.result.daily
    today = clock.now().date()
    assert [day.on for day in days] == [today - timedelta(days=n) for n in (3, 2, 1, 0)]
    assert [day.cases for day in days] == [1, 1, 1, 1]
    assert all(day.around.q05 <= day.cases <= day.around.q95 for day in days)


def test_in_many_pieces_or_in_one_the_draws_are_the_same(fitted, reported, clock, monkeypatch):
    monkeypatch.setattr("fangxian.operations.fits.services.AT_ONCE", 1_100)
    key = ask(reported.cast.commander, clock, outbreak_id="tiny", futures=FUTURES)
    assert compute_on(reported.cast.commander, clock, fit_id=key, seconds=0.0).done == 1_100
    again = fit_to_the_end(reported.cast.commander, clock, key, 0.0)
    assert again.result.digest == fitted.result.digest
    assert again.result.daily == fitted.result.daily


def test_it_ends_once_and_leaves_its_draws_and_nothing_else(fitted, reported, clock):
    assert compute_on(reported.cast.commander, clock, fit_id=fitted.id) == fitted
    assert Entry.objects.filter(verb="closed", object_kind="fit-end").count() == 1
    assert not (Path(settings.FANGXIAN_HOME) / "fits" / str(fitted.id)).exists()
    assert read_draws("tiny", fitted.digest).columns == list(TARGETS)


def test_it_is_made_of_what_was_known_at_its_hour(reported, clock):
    asked_at = clock.now()
    clock.advance(timedelta(hours=2))
    reported.report("five")
    commander = reported.cast.commander
    before, after = (
        fit_to_the_end(commander, clock, ask(commander, clock, outbreak_id="tiny", as_of=at, futures=FUTURES))
        for at in (asked_at, clock.now())
    )
    assert (before.result.cases, after.result.cases) == (4, 5)
    assert [row.id for row in list_fits(commander.reach, "tiny")] == [after.id, before.id]
    assert find_newest("tiny", asked_at) is None  # it was kept two hours later
    assert find_newest("tiny", clock.now()).id == after.id


def test_a_list_no_future_is_like_leaves_no_draws_and_says_so(fitted, reported, clock, monkeypatch):
    # The package calls its function like the module it is in.
    monkeypatch.setattr(import_module("fangxian.engines.rehearsal.fitting.fit"), "FEWEST", 10_000)
    commander = reported.cast.commander
    clock.advance(timedelta(hours=1))
    key = ask(commander, clock, outbreak_id="tiny", futures=2_000)
    found = fit_to_the_end(commander, clock, key)
    assert found.digest == ""
    assert "2,000" in found.result.why.en
    assert find_newest("tiny", clock.now()).id == fitted.id


def test_draws_that_are_not_as_they_were_are_refused(fitted):
    (kept,) = (Path(settings.FANGXIAN_HOME) / "fits").glob("*/*.parquet")
    content = kept.read_bytes()
    kept.write_bytes(content[:-1])
    assert refusal(read_draws, "tiny", fitted.digest) == "fit-changed"
    kept.write_bytes(content)
    assert read_draws("tiny", fitted.digest).height == 1_000


def test_only_who_rehearses_and_sees_the_whole_outbreak_may_ask_or_read(fitted, reported, clock):
    cast = reported.cast
    assert refusal(ask, cast.community_worker, clock, outbreak_id="tiny") == "not-your-role"
    assert refusal(ask, cast.district_commander, clock, outbreak_id="tiny") == "not-found"
    assert refusal(get_fit, cast.district_commander.reach, fitted.id) == "not-found"
    assert list_fits(cast.stranger.reach, "tiny") == []
    assert [row.id for row in list_fits(cast.commander.reach, "tiny")] == [fitted.id]


def test_without_a_case_or_with_too_few_futures_nothing_is_asked(desk, small, clock):
    assert refusal(ask, desk.cast.commander, clock, outbreak_id="tiny") == "outbreak-without-case"
    assert refusal(ask, desk.cast.commander, clock, outbreak_id="tiny", futures=10) == "fit-unclear"


def test_whoever_looks_back_sees_what_had_ended_by_then(fitted, reported, clock):
    reach, then = reported.cast.commander.reach, clock.now()
    assert list_fits(reach, "tiny", then=then - timedelta(minutes=1)) == []
    assert list_fits(reach, "tiny", then=then)[0].has_ended


def test_a_rehearsal_may_begin_as_the_fit_says_it_began(fitted):
    wish = settle(
        begin_from(Wish("430102", ("cn-covid19-8e-2021",), assumptions={"signing_hours": 6.0}), fitted)
    )
    found = fitted.result.figures
    assert (wish.place_id, wish.seed_cases) == ("4301", round(found["seeds"].q50))
    assert wish.seeded_days_ago == round(found["days_since_first"].q50)
    assert wish.assumptions["r0"] == pytest.approx(found["r"].q50, abs=0.01)
    assert wish.assumptions["found_household"] == pytest.approx(found["found"].q50, abs=0.01)
    assert wish.assumptions["signing_hours"] == 6.0
