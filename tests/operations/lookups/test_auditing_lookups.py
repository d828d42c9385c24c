"""The auditor sees who looked at whom by key, those to ask about first; nobody else sees the list."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.lookups.queries import list_lookers, list_lookups
from fangxian.operations.lookups.services import look


@pytest.fixture
def looked(exposed):
    """The commander looked at all three guests by day, a street worker at guest-1 by night."""
    cast = exposed.cast
    exposed.decide("advise", actor=cast.city_cdc)
    keys = {person: exposed.key(person) for person in ("guest-1", "guest-2", "guest-3")}
    for key in keys.values():
        look(
            cast.commander, exposed.clock, record="follow-up", record_id=key, why="complaint", reason="letter"
        )
    exposed.clock.advance(timedelta(hours=6))
    night = {"record": "follow-up", "record_id": keys["guest-1"], "why": "other", "reason": "I know them"}
    look(cast.street_worker, exposed.clock, **night)
    return exposed


def test_the_unusual_is_on_top_and_nobody_is_named(looked):
    rows = list_lookups(looked.cast.auditor, looked.now)
    assert [(row.role, row.unusual) for row in rows] == [
        ("street-worker", ("at-night",)),
        ("commander", ()),
        ("commander", ()),
        ("commander", ()),
    ]
    assert "合成" not in repr([row.person_id for row in rows])


def test_readers_stand_beside_the_median_of_the_others(looked):
    by_role = {row.role: row for row in list_lookers(looked.cast.auditor, looked.now)}
    commander, street = by_role["commander"], by_role["street-worker"]
    assert (commander.people, commander.usual, commander.lookups) == (3, 1.0, 3)
    assert (street.people, street.usual, street.unusual) == (1, 3.0, ("at-night",))


def test_what_is_older_than_the_days_asked_is_left_out(looked):
    looked.clock.advance(timedelta(days=31))
    assert list_lookups(looked.cast.auditor, looked.now) == ()
    assert len(list_lookups(looked.cast.auditor, looked.now, days=60)) == 4


@pytest.mark.parametrize("role", ["commander", "city_cdc", "community_worker", "stranger", "police_officer"])
def test_nobody_but_the_auditor_reads_the_list(looked, role):
    for ask in (list_lookups, list_lookers):
        with pytest.raises(Problem) as refused:
            ask(getattr(looked.cast, role), looked.now)
        assert refused.value.code == "not-your-role"
