"""One case in 桐荫里 who named one friend; and, on no list of this outbreak, a bank's depositors who want their money.

case one (桐荫里) ── named friend (桐荫里)            depositor-0 … depositor-1316
"""

import pytest

from tests.operations.response.conftest import Desk, desk, today

__all__ = ["Desk", "desk", "today"]


@pytest.fixture
def found(desk, keep) -> Desk:
    """The case is reported, the plan has answered: the friend waits for two signatures."""

    def begin() -> None:
        desk.report("one", friends=("friend",))
        desk.respond()

    keep(begin)
    return desk


@pytest.fixture
def bound(found, keep) -> Desk:
    """Two offices have signed; the friend is in quarantine."""

    def begin() -> None:
        found.sign_all()

    keep(begin)
    return found


def list_bound(desk, measure: str | None = "central-quarantine") -> set[str]:
    """Who is restricted at this hour."""
    from fangxian.operations.restrictions.queries import list_restrictions

    now = desk.clock.now()
    rows = list_restrictions(desk.cast.commander.reach, desk.outbreak_id, now, now)
    return {row.person_id for row in rows if measure in (None, row.measure)}


def key_of(desk, person: str = "friend") -> str:
    """The restriction of a person."""
    from fangxian.operations.restrictions.queries import list_restrictions

    now = desk.clock.now()
    rows = list_restrictions(desk.cast.commander.reach, desk.outbreak_id, now, now)
    return next(row.key for row in rows if row.person_id == person)


def refusal(do, *args, **more) -> str:
    """The code of the problem an act ends in."""
    from fangxian.engines.problems import Problem

    with pytest.raises(Problem) as refused:
        do(*args, **more)
    return refused.value.code
