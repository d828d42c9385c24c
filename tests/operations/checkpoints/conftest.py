"""A checkpoint of 桐荫里 (Furong), "north"; whoever comes in from a risk area goes to 桐荫里 or to 福城 (Kaifu)."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

import pytest

from tests.operations.response.conftest import desk as desk  # noqa: PLC0414
from tests.operations.rounds.conftest import FUCHENG, TONGYINLI
from tests.operations.teams.conftest import OUTBREAK
from tests.operations.teams.conftest import teams as teams  # noqa: PLC0414

_NAMES = UUID("01985f6a-0c00-7000-8000-000000000000")


def checkpoint(key: str = "north", place: str = TONGYINLI, **more):
    """A road checkpoint with a crew of two."""
    from fangxian.operations.checkpoints.rows import CheckpointGiven

    told = {"kind": "road", "name": "北口", "name_en": "North gate", "least_crew": 2}
    return CheckpointGiven(key, place_id=place, **(told | more))


@dataclass
class Gates:
    """What a test does, in the words of the work."""

    cast: object
    clock: object
    teams: object

    def wait(self, hours: float) -> None:
        self.clock.advance(timedelta(hours=hours))

    def open(self, *given, actor=None) -> int:
        from fangxian.operations.checkpoints.services import open_checkpoints

        who = actor or self.cast.commander
        return open_checkpoints(who, self.clock, outbreak_id=OUTBREAK, given=given or (checkpoint(),))

    def close(self, key: str = "north") -> None:
        from fangxian.operations.checkpoints.services import close_checkpoint

        close_checkpoint(
            self.cast.commander, self.clock, outbreak_id=OUTBREAK, key=key, reason="no longer needed"
        )

    def passage(self, name: str, direction: str = "in", hours_ago: float = 0, **more):
        from fangxian.operations.checkpoints.rows import PassageGiven

        at = self.clock.now() - timedelta(hours=hours_ago)
        return PassageGiven(uuid5(_NAMES, name), direction, at, **more)

    def upload(self, *given, key: str = "north", actor=None):
        from fangxian.operations.checkpoints.services import record_passages

        who = actor or self.cast.checkpoint_worker
        told = {"outbreak_id": OUTBREAK, "key": key, "device_id": "gate-phone-1"}
        return record_passages(who, self.clock, given=given, **told)

    def state(self, key: str = "north", actor=None):
        from fangxian.operations.checkpoints.queries import get_state

        return get_state((actor or self.cast.commander).reach, OUTBREAK, key, self.clock.now())

    def handed(self, actor=None) -> list:
        from fangxian.operations.checkpoints.handing import list_handed

        return list(list_handed((actor or self.cast.commander).reach, OUTBREAK, self.clock.now()))

    def acknowledge(self, handed_id, actor=None) -> None:
        from fangxian.operations.checkpoints.services import acknowledge_handed

        acknowledge_handed(actor or self.cast.community_worker, self.clock, handed_id=handed_id)


@pytest.fixture
def gates(cast, clock, teams) -> Gates:
    """The checkpoint stands."""
    made = Gates(cast, clock, teams)
    made.open()
    return made


__all__ = ["FUCHENG", "OUTBREAK", "TONGYINLI", "Gates", "checkpoint", "desk", "gates", "teams"]
