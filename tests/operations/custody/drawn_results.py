"""Three laboratories that test tubes of the same areas, and days of their results."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from fangxian.operations.custody.laboratories import register_laboratory
from fangxian.operations.custody.resulting import ResultGiven, settle_results
from fangxian.operations.custody.tubes import give_tubes

HOME, AWAY = "430102003001", "430105001004"
"""A community of Furong, one of Kaifu."""
STREET = "430102003"
LABS = {"good": "4301", "fine": "4301", "bad": "430102"}
"""Laboratory -> the place that answers for it."""

Counts = Mapping[tuple[str, str], tuple[int, int, int]]
"""(laboratory, community) -> tubes, of them positive, of them inconclusive."""


def usual(bad: int = 24) -> Counts:
    """A day on which a fifth of all tubes are positive; `bad`: what the laboratory of that name finds of its 24."""
    return {("good", HOME): (120, 24, 1), ("fine", HOME): (120, 24, 1), ("bad", HOME): (120, bad, 1)}


def register_three(actor, clock, outbreak_id: str) -> None:
    """Register the laboratories."""
    for key, place_id in LABS.items():
        register_laboratory(
            actor,
            clock,
            outbreak_id=outbreak_id,
            key=key,
            name=f"实验室 {key}",
            place_id=place_id,
            tubes_a_day=2_000,
        )


def record_day(actor, clock, outbreak_id: str, round_id: UUID, counts: Counts, size: int | None = 10) -> None:
    """Put a day's results on record, all of this hour, as one import."""
    given = []
    for (lab, place), (tubes, positive, unclear) in counts.items():
        codes = give_tubes(actor, clock, round_id=round_id, place_id=place, size=size, count=tubes)
        outcomes = ["positive"] * positive + ["inconclusive"] * unclear
        outcomes += ["negative"] * (tubes - len(outcomes))
        given += [
            ResultGiven(code, lab, outcome, clock.now())
            for code, outcome in zip(codes, outcomes, strict=True)
        ]
    settle_results(actor, clock, outbreak_id=outbreak_id, results=given, batch_id=uuid4())
