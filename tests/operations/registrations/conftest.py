"""A site at work in the tiny tree."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.cases.reports import NewOutbreak
from fangxian.operations.cases.services import open_outbreak
from fangxian.operations.registrations.applying import Applied, apply_spool
from fangxian.operations.registrations.given import RecordGiven
from fangxian.operations.registrations.models import Registration
from fangxian.operations.registrations.services import Answer, accept

HERE = "430102003001"


@dataclass
class Site:
    """Somebody who registers, and what comes on record."""

    worker: Any
    clock: Any
    numbers: Any = field(default_factory=lambda: count(1))

    def make(self, **changes: Any) -> RecordGiven:
        number = next(self.numbers)
        told = {
            "event_id": UUID(int=number),
            "kind": "registration",
            "outbreak_id": "delta",
            "place_id": HERE,
            "person_key": f"p-{number}",
            "event_at": self.clock.now(),
            "payload": {"tube": f"t-{number}", "cough": False},
        }
        return RecordGiven.model_validate({**told, **changes})

    def accept(self, *given: RecordGiven, actor: Any = None) -> list[Answer]:
        return accept(actor or self.worker, self.clock, given)

    def codes(self, *given: RecordGiven, actor: Any = None) -> list[str | None]:
        return [one.problem and one.problem.code for one in self.accept(*given, actor=actor)]

    def apply(self) -> Applied:
        applied = Applied()
        while (more := apply_spool(get_system_actor("spool"), self.clock)) != Applied():
            applied += more
        return applied

    def rows(self) -> list[Registration]:
        return list(Registration.objects.order_by("cursor_id", "number"))


@pytest.fixture
def site(cast, clock, keep) -> Site:
    """The community worker of Tongyinli, in an outbreak of the province."""
    new = NewOutbreak(
        "delta", "疫情", "Delta", "sars-cov-2-delta", "cn-covid19-8e-2021", "1", "43", "Asia/Shanghai"
    )

    def begin() -> str:
        return open_outbreak(cast.commander, clock, outbreak=new)

    keep(begin)
    return Site(cast.community_worker, clock)
