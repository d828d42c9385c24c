"""Programs that act as each of the cast."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.cases.reports import NewOutbreak
from fangxian.operations.cases.services import open_outbreak
from fangxian.operations.tokens.services import create_token
from tests.doors.api.programs import A_CASE, Program


@pytest.fixture(autouse=True)
def the_worlds_clock_stands(clock, monkeypatch) -> None:
    """The API asks the world for its clock: here it is the tests'."""
    monkeypatch.setattr("fangxian.doors.api.entrance.get_world_clock", lambda: clock)


@pytest.fixture
def program(cast, clock) -> Callable[[str], Program]:
    """`program("auditor")`: a program with that user's token."""

    def of(handle: str) -> Program:
        week = timedelta(days=7)
        return Program(create_token(get_system_actor(), clock, handle=handle, purpose="test", valid_for=week))

    return of


@pytest.fixture
def outbreak(cast, clock, keep) -> str:
    """An outbreak in the province of the tiny tree."""
    new = NewOutbreak(
        id="delta",
        title_zh="德尔塔疫情",
        title_en="Delta",
        disease="sars-cov-2-delta",
        plan="cn-covid19-8e-2021",
        plan_version="1",
        place_id="43",
        timezone="Asia/Shanghai",
    )

    def open_delta() -> str:
        return open_outbreak(cast.commander, clock, outbreak=new)

    return keep(open_delta)


@pytest.fixture
def case_id(outbreak, program, keep) -> str:
    """A case in Furong, reported through the API by the district's CDC."""

    def begin():
        answer = program("district-cdc").post(f"/outbreaks/{outbreak}/cases", A_CASE)
        assert answer.status_code == 201, answer.content.decode()
        return answer.json()["id"]

    return keep(begin)
