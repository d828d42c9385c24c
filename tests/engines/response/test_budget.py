"""A full tracing budget: whoever stands keeps the place while still exposed, newcomers share what is left."""

from dataclasses import replace

from fangxian.engines.response import respond
from tests.engines.response.small_city import PLAN, changes, line_list, named, people, situation

ONE_PLACE = replace(PLAN, tracing=replace(PLAN.tracing, budget={1: 1}))
HOMES = people("p2 s1\np3 s2")
TWO_CASES = line_list("c1 p1 2021-07-29 s1\nc2 p9 2021-07-29 s1")
MET_P2 = named("c1 p2 2021-07-28")
P3_MET_BOTH = named("c1 p2 2021-07-28\nc1 p3 2021-07-28\nc2 p3 2021-07-28")


def quarantined(found: object) -> dict[str, str]:
    by_person = changes(found, "restrictions", "person_id")  # type: ignore[arg-type]
    return {person: change for person, change in by_person.items() if person in ("p2", "p3")}


FIRST = respond(situation(TWO_CASES, "2021-07-30 10:00", contacts=MET_P2, persons=HOMES), ONE_PLACE)


def test_the_higher_score_takes_the_only_place() -> None:
    fresh = respond(situation(TWO_CASES, "2021-07-30 10:00", contacts=P3_MET_BOTH, persons=HOMES), ONE_PLACE)
    assert quarantined(fresh) == {"p3": "new"}


def test_who_stands_is_not_let_go_for_somebody_with_a_higher_score() -> None:
    now = situation(TWO_CASES, "2021-07-30 11:00", FIRST, contacts=P3_MET_BOTH, persons=HOMES)
    assert quarantined(respond(now, ONE_PLACE)) == {"p2": "unchanged"}


def test_who_is_not_exposed_any_more_makes_room() -> None:
    withdrawn = named("c1 p3 2021-07-28\nc2 p3 2021-07-28")
    now = situation(TWO_CASES, "2021-07-30 11:00", FIRST, contacts=withdrawn, persons=HOMES)
    assert quarantined(respond(now, ONE_PLACE))["p2"] == "no_longer_supported"
    later = situation(
        TWO_CASES, "2021-07-30 12:00", respond(now, ONE_PLACE), contacts=withdrawn, persons=HOMES
    )
    assert quarantined(respond(later, ONE_PLACE))["p3"] == "new"
