"""Rosters small enough to be made by hand."""

import pytest

from fangxian.engines.rostering import HeatBand, Rules, Stint, list_faults, make_roster
from fangxian.engines.tables import ROSTER
from tests.engines.rostering.drawn_week import away, hour, people, staff, table, week

ALONE = Rules(timezone="UTC", night_at_least=1)


def test_three_people_share_three_shifts_of_a_day() -> None:
    made = make_roster(people(staff("an", "bo", "cui")), week(), ALONE)
    assert sorted(table(made.roster).values()) == ["an", "bo", "cui"]
    assert made.hours["hours"].to_list() == [8.0, 8.0, 8.0]
    assert (made.short.height, made.points, made.gap) == (0, 0, 0.0)


def test_rest_forbids_the_next_shift_but_one_and_the_short_shift_says_so() -> None:
    """an serves 00-08 and 16-24 only where 8 h of rest are enough; 11 are asked for."""
    made = make_roster(people(staff("an")), week(), ALONE)
    assert made.roster.height == 1
    assert set(made.short["why"]) == {"rest=1"}
    eased = make_roster(
        people(staff("an")), week(), Rules("UTC", rest_hours=8, day_hours=16, night_at_least=1)
    )
    assert table(eased.roster) == {"d0-00": "an", "d0-16": "an"}


def test_nobody_is_alone_at_night_and_the_second_is_counted_as_needed() -> None:
    made = make_roster(people(staff("an", "bo", "cui", "dai")), week(), Rules("UTC"))
    assert len(table(made.roster)["d0-16"].split("+")) == 2
    few = make_roster(people(staff("an", "bo", no_night=True), staff("cui")), week().tail(1), Rules("UTC"))
    assert few.short.select("shift_id", "missing", "why").rows() == [("d0-16", 2, "no_night=2;pair=1")]


def test_whoever_is_new_serves_beside_one_who_is_not() -> None:
    made = make_roster(people(staff("an"), staff("neu", is_new=True)), week(need=2).head(1), Rules("UTC"))
    assert table(made.roster) == {"d0-00": "an+neu"}
    alone = make_roster(people(staff("neu", is_new=True)), week().head(1), Rules("UTC"))
    assert alone.short.select("lacks", "why").rows() == [("people", "new=1")]


def test_a_shift_that_asks_for_a_nurse_gets_one_or_says_that_nobody_is_one() -> None:
    day = week(skills="nurse").head(1)
    made = make_roster(people(staff("an", "bo"), staff("nie", skills="nurse")), day, ALONE)
    assert made.roster.select("person_id", "role").rows() == [("nie", "skill:nurse")]
    none = make_roster(people(staff("an", "bo")), day, ALONE)
    assert none.short.select("lacks", "missing", "why").rows() == [("skill:nurse", 1, "skill=1")]


def test_in_the_heat_a_shift_in_suits_longer_than_the_limit_is_nobodys() -> None:
    hot = week(suit=True, temperature_c=36.0).head(1)
    made = make_roster(people(staff("an")), hot, ALONE)
    assert made.short["why"].to_list() == ["heat=1"]
    cool = Rules("UTC", heat=(HeatBand(-90, 480, 480),))
    assert make_roster(people(staff("an")), hot, cool).short.height == 0


def test_suits_are_counted_over_a_day_across_bands_of_heat() -> None:
    """Half of what a day at 20 °C allows and half of one at 36 °C are a whole; a minute more is too much."""
    bands = (HeatBand(-90, 240, 480), HeatBand(35, 240, 240))
    rules = Rules("UTC", rest_hours=0, heat=bands)
    cool = Stint("cool", hour(0), hour(4), suit=True, temperature_c=20)
    assert list_faults([cool, Stint("hot", hour(5), hour(7), suit=True, temperature_c=36)], rules) == []
    [fault] = list_faults([cool, Stint("hot", hour(5), hour(7.1), suit=True, temperature_c=36)], rules)
    assert (fault.rule, fault.shift_id) == ("heat", "hot")


def test_nobody_serves_in_an_absence_and_a_wish_costs_no_shift_its_people() -> None:
    first = week().head(1)
    assert table(make_roster(people(staff("an", "bo")), first, ALONE, away("an", 0, 8)).roster) == {
        "d0-00": "bo"
    }
    assert table(make_roster(people(staff("an", "bo")), first, ALONE, away("an", 4, 5, "wish")).roster) == {
        "d0-00": "bo"
    }
    assert table(make_roster(people(staff("an")), first, ALONE, away("an", 0, 8, "wish")).roster) == {
        "d0-00": "an"
    }


def test_with_an_absence_only_the_shifts_of_whoever_is_away_change_hands() -> None:
    names = [f"p{n}" for n in range(12)]
    shifts = week(days=5, need=2)
    before = make_roster(people(staff(*names)), shifts, Rules("UTC"))
    after = make_roster(people(staff(*names)), shifts, Rules("UTC"), away("p3", 24, 120), before.roster)
    had = {(s, p) for s, p in before.roster.select("shift_id", "person_id").iter_rows()}
    has = {(s, p) for s, p in after.roster.select("shift_id", "person_id").iter_rows()}
    gone = {person for _, person in had - has}
    assert gone <= {"p3"}
    assert (after.changed, after.short.height) == (0, 0)


def test_what_was_served_before_counts_for_rest_hours_and_nights() -> None:
    served = ROSTER.rows(
        [
            {
                "shift_id": "earlier",
                "starts_at": hour(-12),
                "ends_at": hour(-1),
                "person_id": "an",
                "role": "crew",
                "why": "turn",
            }
        ]
    )
    made = make_roster(people(staff("an", "bo")), week().head(1), ALONE, previous=served)
    assert table(made.roster) == {"d0-00": "bo"}


@pytest.mark.parametrize(("limit", "served"), [(24.0, 3), (16.0, 2)])
def test_the_hours_of_a_week_are_never_passed(limit: float, served: int) -> None:
    made = make_roster(people(staff("an")), week(days=7), Rules("UTC", week_hours=limit, night_at_least=1))
    assert made.roster.height == served
    assert all("week_hours" in why or "rest" in why for why in made.short["why"])


def test_not_more_nights_in_a_row_than_allowed() -> None:
    nights = week(days=4).filter(kind="night")
    made = make_roster(people(staff("an")), nights, Rules("UTC", nights_in_a_row=2, night_at_least=1))
    assert made.roster.height == 3
    assert made.short["why"].to_list() == ["nights_in_a_row=1"]
