"""The simulated truth: what must hold of every outbreak whose every infection is known."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from fangxian.engines import tables, truth
from fangxian.engines.truth import Crowd, Detection, Outbreak, Pathogen, Town, break_out, make_town

ZONE = "Asia/Shanghai"
START = datetime(2021, 6, 30, 16, tzinfo=UTC)
ALWAYS = replace(Pathogen(), dispersion=50.0)
EVERYTHING_KNOWN = Detection(undetected_share=0, silent_undetected_share=0, onset_missing_share=0)

TOWN = make_town(
    people=500, days=28, start_on=date(2021, 7, 1), timezone=ZONE, rng=np.random.default_rng(1), outings=1.5
)
CROWD = Crowd.of(TOWN.presences, TOWN.households, TOWN.places, ZONE)

some_seeds = st.integers(0, 10_000)


def broken_out(seed: int, crowd: Crowd = CROWD, **given) -> Outbreak:
    settings_of = {"seeds": 3, "from_at": START, "until_at": START + timedelta(days=28), "at_most": 120}
    return break_out(crowd, Pathogen(), Detection(), rng=np.random.default_rng(seed), **(settings_of | given))


def with_infectors(outbreak: Outbreak) -> pl.DataFrame:
    infectors = outbreak.infections.select(
        infector_id="person_id", theirs_at="infectious_at", infected_first_at="infected_at"
    )
    return outbreak.infections.join(infectors, on="infector_id", how="left")


@given(some_seeds)
@settings(deadline=None, max_examples=25)
def test_everyone_infected_is_a_seed_or_has_one_infector_who_was_infectious_by_then(seed):
    found = with_infectors(broken_out(seed))
    assert found["person_id"].is_unique().all()
    seeds = found.filter(pl.col("setting") == "seed")
    others = found.filter(pl.col("setting") != "seed")
    assert seeds.height == seeds["infector_id"].null_count() == 3
    assert others["infector_id"].null_count() == 0
    assert others.filter(pl.col("infected_at") < pl.col("theirs_at")).is_empty()
    assert found.filter(pl.col("infectious_at") <= pl.col("infected_at")).is_empty()


@given(some_seeds)
@settings(deadline=None, max_examples=25)
def test_whoever_was_infected_at_a_place_was_there_then_while_the_infector_was_or_its_air(seed):
    met = with_infectors(broken_out(seed)).filter(pl.col("setting") == "presence")
    stays = TOWN.presences.select("person_id", "place_id", "arrive_at", "leave_at")
    air = pl.duration(minutes=60)
    own = met.join(stays, on=["person_id", "place_id"]).filter(
        pl.col("arrive_at") <= pl.col("infected_at") + pl.duration(minutes=1),
        pl.col("infected_at") <= pl.col("leave_at"),
    )
    beside = met.join(stays.rename({"person_id": "infector_id"}), on=["infector_id", "place_id"]).filter(
        pl.col("arrive_at") <= pl.col("infected_at") + pl.duration(minutes=1),
        pl.col("infected_at") <= pl.col("leave_at") + air,
    )
    assert set(own["person_id"]) == set(beside["person_id"]) == set(met["person_id"])


@given(some_seeds)
@settings(deadline=None, max_examples=25)
def test_whoever_was_infected_at_home_lives_with_the_infector(seed):
    home = TOWN.households
    pairs = broken_out(seed).infections.filter(pl.col("setting") == "household").join(home, on="person_id")
    lived = pairs.join(home.rename({"person_id": "infector_id"}), on=["infector_id", "household_id"])
    assert lived.height == pairs.height


@given(some_seeds)
@settings(deadline=None, max_examples=15)
def test_the_same_seed_gives_the_same_outbreak(seed):
    first, second = broken_out(seed), broken_out(seed)
    assert_frame_equal(first.infections, second.infections)
    assert_frame_equal(first.cases, second.cases)


@given(some_seeds)
@settings(deadline=None, max_examples=25)
def test_an_isolated_person_infects_nobody_any_more_but_by_the_air_of_its_last_hour(seed):
    outbreak = broken_out(seed)
    isolated = outbreak.cases.select(infector_id="person_id", apart_at="isolated_at")
    late = outbreak.infections.join(isolated, on="infector_id").filter(
        pl.col("infected_at") > pl.col("apart_at") + pl.duration(minutes=60)
    )
    assert late.is_empty()


@given(some_seeds)
@settings(deadline=None, max_examples=25)
def test_the_line_list_knows_only_the_infected_and_nothing_before_it_happened(seed):
    outbreak = broken_out(seed)
    cases = outbreak.cases.join(outbreak.infections, on="person_id", suffix="_true")
    assert cases.height == outbreak.cases.height <= outbreak.infections.height
    assert cases.filter(pl.col("sampled_at") <= pl.col("infected_at")).is_empty()
    assert cases.filter(pl.col("isolated_at") <= pl.col("sampled_at")).is_empty()
    assert cases.filter(pl.col("reported_on") <= pl.col("sampled_at").dt.date()).is_empty()
    assert outbreak.cases["source_case_id"].null_count() == outbreak.cases.height


def test_everyone_is_reported_when_nothing_is_missed():
    outbreak = break_out(
        CROWD, Pathogen(), EVERYTHING_KNOWN, seeds=3, from_at=START, until_at=START + timedelta(days=28),
        rng=np.random.default_rng(4), at_most=60,
    )  # fmt: skip
    assert set(outbreak.cases["person_id"]) == set(outbreak.infections["person_id"])
    ill = outbreak.cases.filter(pl.col("kind") == "confirmed")
    assert ill["onset_on"].null_count() == 0
    assert outbreak.cases.filter(pl.col("kind") == "asymptomatic")["onset_on"].null_count() > 0


def test_the_run_stops_at_the_number_wanted_and_a_named_seed_is_the_first():
    outbreak = broken_out(5, at_most=10, seeds=["p00007"])
    assert outbreak.infections.height <= 10
    assert outbreak.infections["person_id"][0] == "p00007"


def test_a_seed_nobody_knows_is_an_error():
    with pytest.raises(KeyError):
        broken_out(5, seeds=["nobody"])


def drawn_meeting(other: dict[str, object], runs: int = 300, pathogen: Pathogen = ALWAYS) -> float:
    """How often a second person is infected by the first, who sits in row 5, seat C of an evening's stalls."""
    day = {"arrive_at": START, "leave_at": START + timedelta(days=12), "place_id": "hall"}
    seat = {"session": "evening", "zone": "stalls", "seat": "5C"}
    rows = [{"person_id": "ann", **day, **seat}, {"person_id": "bo", **day, **seat, **other}]
    crowd = Crowd.of(tables.PRESENCES.rows(rows), tables.HOUSEHOLDS.empty(), tables.PLACES.empty(), ZONE)
    caught = 0
    for seed in range(runs):
        rng = np.random.default_rng(seed)
        found = break_out(
            crowd, pathogen, Detection(), seeds=["ann"], from_at=START, until_at=START + timedelta(days=13), rng=rng
        )  # fmt: skip
        caught += found.infections.height - 1
    return caught / runs


def test_a_neighbour_is_infected_more_often_than_somebody_rows_away_and_hardly_in_another_zone():
    weak = replace(ALWAYS, per_minute={"": 4e-4})
    near = drawn_meeting({"seat": "5D"}, pathogen=weak)
    rows_away = drawn_meeting({"seat": "9C"}, pathogen=weak)
    elsewhere = drawn_meeting({"seat": None, "zone": "balcony"}, pathogen=weak)
    assert near > rows_away + 0.2
    assert rows_away > elsewhere
    assert elsewhere < 0.15


def test_another_session_shares_no_minute_but_the_air():
    no_air = replace(ALWAYS, air_share=0.0)
    assert drawn_meeting({"session": "matinee"}, runs=60, pathogen=no_air) == 0.0
    assert drawn_meeting({}, runs=60, pathogen=no_air) > 0.5


def test_the_air_a_person_leaves_behind_infects_the_next_and_fades():
    def after(minutes: int) -> float:
        later = START + timedelta(days=12, minutes=minutes)
        strong = replace(ALWAYS, per_minute={"": 0.05}, infectiousness=(1.0,) * 14)
        blind = {"arrive_at": later, "leave_at": later + timedelta(hours=1), "session": None}
        return drawn_meeting(blind, runs=80, pathogen=strong)

    assert after(1) > after(50)
    assert after(61) == 0.0


@given(some_seeds)
@settings(deadline=None, max_examples=10)
def test_people_whom_nobody_meets_change_nothing(seed):
    other = make_town(
        people=200, days=28, start_on=date(2021, 7, 1), timezone=ZONE, rng=np.random.default_rng(2)
    )
    far_away = [pl.col(name).str.replace("^", "z-") for name in ("person_id", "place_id")]
    presences = pl.concat([TOWN.presences, other.presences.with_columns(far_away)])
    households = pl.concat([TOWN.households, other.households.with_columns(pl.all().str.replace("^", "z-"))])
    larger = Crowd.of(presences, households, TOWN.places, ZONE)
    assert len(larger.person_ids) == 700
    assert_frame_equal(
        broken_out(seed, larger, seeds=["p00001", "p00300"]).infections,
        broken_out(seed, seeds=["p00001", "p00300"]).infections,
    )


def test_the_more_shedding_differs_the_fewer_infect_the_most():
    def share_of_the_first_fifth(dispersion: float) -> float:
        pathogen, caused = replace(Pathogen(), dispersion=dispersion), []
        for seed in range(12):
            rng = np.random.default_rng(seed)
            found = break_out(
                CROWD, pathogen, Detection(), seeds=8, from_at=START, until_at=START + timedelta(days=20), rng=rng
            ).infections  # fmt: skip
            by = dict(found["infector_id"].drop_nulls().value_counts().rows())
            caused += [by.get(person, 0) for person in found["person_id"]]
        first = sorted(caused, reverse=True)[: len(caused) // 5]
        return sum(first) / sum(caused)

    assert share_of_the_first_fifth(0.2) > share_of_the_first_fifth(50.0) + 0.1


def test_the_simulation_reads_no_plan_and_no_tracing():
    source = Path(truth.__file__).parent
    texts = [path.read_text("utf-8") for path in source.glob("*.py")]
    assert len(texts) > 5
    assert not any(re.search(r"engines\.(plans|tracing|comparison)", text) for text in texts)


def test_a_town_has_everybody_in_one_place_at_a_time_and_at_home_otherwise():
    town = make_town(
        people=300, days=3, start_on=date(2021, 7, 1), timezone=ZONE, rng=np.random.default_rng(9)
    )
    days = pl.concat([town.presences, town.at_home]).sort("person_id", "arrive_at")
    gaps = days.with_columns(before=pl.col("leave_at").shift(1).over("person_id")).drop_nulls("before")
    assert gaps.filter(pl.col("arrive_at") != pl.col("before")).is_empty()
    minutes = (pl.col("leave_at") - pl.col("arrive_at")).dt.total_minutes().sum()
    assert days.group_by("person_id").agg(minutes)["leave_at"].unique().to_list() == [3 * 1440]


def test_nobody_shares_a_seat_and_trains_run_by_session():
    seated = TOWN.presences.drop_nulls("seat")
    assert seated.height > 50
    assert seated.select("place_id", "session", "zone", "seat").is_unique().all()
    assert set(seated.join(kinds_of(TOWN), on="place_id")["venue_kind"]) == {"theatre", "train"}
    assert seated["session"].null_count() == 0


def kinds_of(town: Town) -> pl.DataFrame:
    return town.places.select("place_id", "venue_kind")
