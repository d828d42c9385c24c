"""The tiny outbreak, and orders given by hand in it."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.operations.response.conftest import Desk, desk  # noqa: F401


@dataclass
class Command:
    """What a command office does, in the words of the work."""

    desk: Desk

    @property
    def cast(self):
        """Who is there."""
        return self.desk.cast

    @property
    def clock(self):
        """The hour of the test."""
        return self.desk.clock

    def order(self, measure="duty-24h", place_id="430102", hours=12, actor=None, **more):
        """Give an order by hand; return its id."""
        from fangxian.operations.mobilising import issue_by_hand

        given = {"outbreak_id": "tiny", "measure": measure, "place_id": place_id, "instruction": None}
        due_at = self.clock.now() + timedelta(hours=hours)
        made = issue_by_hand(actor or self.cast.commander, self.clock, **{**given, "due_at": due_at, **more})
        return made.ids[0]

    def offices(self, order_id, actor=None, above=None):
        """Every office of an order within reach, from the top down."""
        from fangxian.operations.orders.queries import list_branch

        reach = (actor or self.cast.commander).reach
        for node in list_branch(reach, order_id, above, self.clock.now()):
            yield node
            yield from self.offices(order_id, actor, node.id) if node.children else ()

    def office(self, order_id, place_id, department="command_office"):
        """One office's copy of an order."""
        found = [n for n in self.offices(order_id) if (n.place_id, n.department) == (place_id, department)]
        assert len(found) == 1
        return found[0]


@pytest.fixture
def command(desk) -> Command:  # noqa: F811
    """The command offices at work."""
    return Command(desk)
