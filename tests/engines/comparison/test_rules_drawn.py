"""What each rule makes of small meetings drawn as text."""

from datetime import date

import polars as pl
import pytest

from fangxian.engines import tables
from fangxian.engines.comparison import Ground, compare_rules, get_rule, list_rules
from fangxian.engines.problems import Problem
from fangxian.engines.tracing import InMemoryPresences, plain_rule
from tests.engines.tracing.drawing import ZONE, clock, drawn

# 0.009 degrees of latitude are 1,001 m; all three lie on one meridian.
PLACES = tables.PLACES.rows(
    [
        {"place_id": "hall", "name": "大厅", "level": "venue", "lat": 28.2003, "lon": 112.97},
        {"place_id": "mall", "name": "商场", "level": "venue", "lat": 28.2010, "lon": 112.97},
        {"place_id": "park", "name": "公园", "level": "venue", "lat": 28.2093, "lon": 112.97},
    ]
)
CASES = tables.CASES.rows([{"case_id": "c-ann", "person_id": "ann", "reported_on": date(2021, 7, 28)}])


def ground(presences: pl.DataFrame, positions: pl.DataFrame | None = None, **given) -> Ground:
    return Ground(
        **{
            "cases": CASES,
            "plan": plain_rule(),
            "as_of": clock(23),
            "timezone": ZONE,
            "presences": InMemoryPresences(presences, ZONE),
            "positions": None if positions is None else InMemoryPresences(positions, ZONE),
            "places": PLACES,
        }
        | given
    )


def listed(rule: str, presences: pl.DataFrame, positions: pl.DataFrame | None = None) -> set[str]:
    return set(get_rule(rule).find(ground(presences, positions))["person_id"])


def seated(seats: dict[str, tuple[str, str | None]]) -> pl.DataFrame:
    """Everybody from 8:00 to 10:00 in a train: person -> (coach, seat)."""
    train = drawn("\n".join(f"{person} train |####|" for person in seats))
    zone = pl.col("person_id").replace_strict({person: coach for person, (coach, _) in seats.items()})
    seat = pl.col("person_id").replace_strict({person: seat for person, (_, seat) in seats.items()})
    return train.with_columns(zone=zone, seat=seat)


def test_a_theatre_with_two_sessions():
    theatre = drawn(
        """
        ann  hall |MMMM......|
        bo   hall |MMMM......|
        cem  hall |....EEEE..|
        dora hall |........##|
        """
    )
    assert listed("same_venue_day", theatre) == {"bo", "cem", "dora"}
    assert listed("venue_interval", theatre) == {"bo", "cem"}
    assert listed("session_zone_seat", theatre) == {"bo"}


def test_a_train_with_coaches_and_seats():
    train = seated(
        {
            "ann": ("02", "5C"), "bo": ("02", "5D"), "cem": ("02", "8A"),
            "dora": ("02", "9A"), "eve": ("02", None), "fay": ("03", "5C"),
        }
    )  # fmt: skip
    assert listed("venue_interval", train) == {"bo", "cem", "dora", "eve", "fay"}
    assert listed("session_zone_seat", train) == {"bo", "cem", "eve"}


def test_people_in_one_cell_are_companions_though_they_never_met():
    phones = drawn(
        """
        ann  hall |##|
        bo   mall |##|
        cem  park |##|
        """
    )
    settled = phones.with_columns(
        arrive_at=pl.when(pl.col("person_id") == "ann").then(clock(0, day=20)).otherwise("arrive_at")
    )
    assert listed("companion_cell", settled) == {"bo"}
    assert listed("same_venue_day", settled) == set()


def test_nobody_is_a_companion_where_neither_side_spent_thirty_hours():
    phones = drawn("ann hall |##|\nbo  mall |##|")
    assert listed("companion_cell", phones) == set()


def test_nine_shared_minutes_in_a_cell_are_too_few_and_two_rooms_of_it_are_one_stay():
    home = {"place_id": "hall", "arrive_at": clock(0, day=20), "leave_at": clock(9, 0)}
    short = {"person_id": "bo", "place_id": "mall", "arrive_at": clock(8, 51), "leave_at": clock(9)}
    moving = [
        {"person_id": "cem", "place_id": "mall", "arrive_at": clock(8, 48), "leave_at": clock(8, 54)},
        {"person_id": "cem", "place_id": "hall", "arrive_at": clock(8, 54), "leave_at": clock(9)},
    ]
    phones = tables.PRESENCES.rows([{"person_id": "ann", **home}, short, *moving])
    assert listed("companion_cell", phones) == {"cem"}


def test_cells_are_asked_of_phones_where_there_are_any_and_of_lists_otherwise():
    lists, phones = drawn("ann hall |##|"), drawn("ann hall |##|\nbo mall |##|")
    settled = phones.with_columns(
        arrive_at=pl.when(pl.col("person_id") == "ann").then(clock(0, day=20)).otherwise("arrive_at")
    )
    assert listed("companion_cell", lists, settled) == {"bo"}
    assert listed("companion_cell", lists) == set()


def test_every_rule_lists_the_household():
    homes = tables.HOUSEHOLDS.rows([{"person_id": one, "household_id": "h"} for one in ("ann", "kid")])
    stood = ground(drawn("ann hall |##|"), households=homes)
    assert all("kid" in rule.find(stood)["person_id"].to_list() for rule in list_rules())


def test_the_table_counts_what_truth_and_time_say():
    theatre = drawn("ann hall |MM....|\nbo hall |MM....|\ncem hall |MM....|\ndora hall |....##|")
    moment = {"infected_at": clock(8, 30), "infectious_at": clock(9, day=30), "setting": "presence"}
    truth = tables.INFECTIONS.rows(
        [
            {"person_id": "ann", "setting": "seed", "infected_at": clock(8, day=20), "infectious_at": clock(8, day=23)},
            {"person_id": "bo", "infector_id": "ann", **moment},
            {"person_id": "zoe", "infector_id": "ann", **moment},
            {"person_id": "far", "infector_id": "bo", **moment},
            {"person_id": "later", "infector_id": "ann", **moment, "infected_at": clock(1, day=29)},
        ]
    )  # fmt: skip
    later = [
        {"case_id": "c-bo", "person_id": "bo", "reported_on": date(2021, 8, 1)},
        {"case_id": "c-zoe", "person_id": "zoe", "reported_on": date(2021, 8, 1)},
    ]
    stood = ground(theatre, afterwards=pl.concat([CASES, tables.CASES.rows(later)]))
    table = compare_rules(stood, quarantine_days=14, truth=truth, rules=[get_rule("venue_interval")])
    row = table.row(0, named=True)
    assert (row["people"], row["infectees"], row["found"], row["missed"]) == (2, 2, 1, 1)
    assert (row["found_share"], row["people_per_found"]) == (0.5, 2.0)
    assert (row["later_cases"], row["later_listed"]) == (2, 1)
    # Both were last exposed at 9:30 (an hour and the air); at 23:00 13 days and 10.5 hours are ahead of each.
    assert row["quarantine_days"] == pytest.approx(2 * (13 + 10.5 / 24), abs=0.1)


def test_without_truth_the_columns_on_infectees_are_empty():
    table = compare_rules(ground(drawn("ann hall |##|\nbo hall |##|")), quarantine_days=14)
    assert table["infectees"].null_count() == table["missed"].null_count() == table.height
    assert table["rule"].to_list() == [rule.id for rule in list_rules()]


def test_a_rule_nobody_knows_is_a_clear_error():
    with pytest.raises(Problem) as caught:
        get_rule("by_gut_feeling")
    assert "companion_cell" in caught.value.expected.en
