"""The invariant of a round: every due part is in exactly one visit, and no door is asked the same of anybody twice."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.plans import Ask
from fangxian.engines.problems import Text
from fangxian.operations.places.rows import PlaceRow
from fangxian.operations.visits.doors import Door
from fangxian.operations.visits.due import AllDue, Due
from fangxian.operations.visits.queries import visits_of
from fangxian.operations.visits.rows import ALONG, CHECK, PARTS, SLIP, TASK, AtDoor, Part

NOON = datetime(2021, 7, 31, 4, tzinfo=UTC)
PLACE = PlaceRow("s1", "桐荫里", "Tongyinli", "community", "", None, 3_000, None, 28.2, 113.0, "", None)


@dataclass(frozen=True)
class Drawn:
    """One thing due as hypothesis draws it."""

    door: str
    kind: str
    about: str
    questions: tuple[str, ...]
    of: str
    hours: float
    late: bool


drawn = st.builds(
    Drawn,
    door=st.sampled_from(["d1", "d2", "d3", "d4"]),
    kind=st.sampled_from(PARTS),
    about=st.sampled_from(["p1", "p2", "p3"]),
    questions=st.lists(
        st.sampled_from(["symptoms", "temperature", "slip", "members", "own"]),
        min_size=1,
        max_size=4,
        unique=True,
    ).map(tuple),
    of=st.sampled_from(["person", "door"]),
    hours=st.floats(-3, 20),
    late=st.booleans(),
)


def due(nth: int, one: Drawn) -> Due:
    """The thing as the service finds it."""
    person = one.about if one.kind in (CHECK, SLIP) else ""
    part = Part(
        key=f"{one.kind}:{nth}",
        kind=one.kind,
        subject=str(nth),
        outbreak_id="tea",
        title=Text("测", "test"),
        instruction=Text("测", "test"),
        about=person,
        due_at=NOON + timedelta(hours=one.hours),
        late=one.late,
    )
    asks = tuple(Ask(question, one.of, 2.0, False, "M") for question in one.questions)
    return Due(part, Door(one.door, "household", "s1"), "screening", asks)


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(drawn, max_size=14))
def test_every_due_part_is_in_exactly_one_visit_and_nothing_is_asked_of_anybody_twice(rows):
    found = AllDue(
        tuple(due(nth, one) for nth, one in enumerate(rows)),
        {key: AtDoor(key, key, "") for key in ("p1", "p2", "p3")},
    )
    visits = visits_of(found, PLACE, NOON)
    parts = [part.key for visit in visits for part in visit.parts]
    assert sorted(parts) == sorted(one.part.key for one in found.due)
    assert len({visit.door_id for visit in visits}) == len(visits)
    assert [visit.nth for visit in visits] == list(range(1, len(visits) + 1))
    for visit in visits:
        asked = [(one.person_id, one.question) for one in visit.asked]
        assert len(asked) == len(set(asked))
        assert {one for _, one in asked} == {
            question for one in rows if one.door == visit.door_id for question in one.questions
        }
        assert visit.minutes + 3 <= visit.minutes_apart + 1e-9
        assert {part.kind for part in visit.parts} <= {CHECK, SLIP, TASK, ALONG}


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(drawn, max_size=10), seed=st.randoms())
def test_the_round_is_the_same_in_whatever_order_things_were_found(rows, seed):
    parts = [due(nth, one) for nth, one in enumerate(rows)]
    shuffled = list(parts)
    seed.shuffle(shuffled)
    people = {key: AtDoor(key, key, "") for key in ("p1", "p2", "p3")}
    assert visits_of(AllDue(tuple(parts), people), PLACE, NOON) == visits_of(
        AllDue(tuple(shuffled), people), PLACE, NOON
    )
