"""Rooms for whoever waits, where what they need is offered: care on record reaches whoever gives rooms."""

from datetime import datetime

from fangxian.operations.care.queries import list_care
from fangxian.operations.places.reach import Reach
from fangxian.operations.quarantine_sites import board
from fangxian.operations.quarantine_sites.rows import Suggested

MET_BY = {
    "dialysis": "dialysis",
    "pregnancy": "pregnancy",
    "medicine": "medicine",
    "treatment": "medicine",
    "disability": "wheelchair",
    "infant": "infant",
    "child": "child",
    "interpreter": "interpreter",
}
"""What somebody needs at home -> what a floor has to offer for it. Company, talk and food come to every room."""


def find_needs(reach: Reach, outbreak_id: str, at: datetime) -> dict[str, frozenset[str]]:
    """Return person -> what they need of a floor, by what is on record of their care; a medicine they take counts too.

    Raises:
        Problem: `not-found` (outbreak).
    """
    found: dict[str, frozenset[str]] = {}
    for row in list_care(reach, outbreak_id, at):
        needs = {MET_BY[code] for code in row.needs if code in MET_BY}
        if row.medicines:
            needs.add(MET_BY["medicine"])
        if needs:
            found[row.person_id] = frozenset(needs)
    return found


def suggest_rooms(reach: Reach, outbreak_id: str, at: datetime) -> tuple[Suggested, ...]:
    """Return a room for everybody in reach who waits for one, on a floor that offers what they need, and why.

    Without a room: what is short. Raises `not-found`.
    """
    return board.suggest_rooms(reach, outbreak_id, at, find_needs(reach, outbreak_id, at))
