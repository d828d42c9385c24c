"""`fangxian checkpoints` as somebody at a terminal meets it."""

from functools import partial

import pytest

OUTBREAK = ("--outbreak", "measles-alder-2024")
GATE = """
from datetime import timedelta
from uuid import UUID
from fangxian.site.start import start
start()
from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
from fangxian.operations.checkpoints.rows import CheckpointGiven, PassageGiven
from fangxian.operations.checkpoints.services import open_checkpoints, record_passages
actor, clock = get_system_actor("gate"), get_world_clock()
where = {"outbreak_id": "measles-alder-2024"}
given = [CheckpointGiven("bridge", "road", "alder", "Bridge", least_crew=3)]
open_checkpoints(actor, clock, given=given, **where)
passed = PassageGiven(UUID(int=7 << 80 | 0x7 << 76 | 0x8 << 62), "in", clock.now(), people=4, origin_risk="high")
record_passages(actor, clock, key="bridge", device_id="phone", given=[passed], **where)
"""


@pytest.fixture(scope="module")
def run(shared):
    """A county with a checkpoint that somebody passed, from a high-risk area."""
    loaded = shared.run("load", *OUTBREAK)
    assert loaded.returncode == 0, loaded.stderr
    shared.program(GATE)
    return partial(shared.run, "checkpoints")


def test_the_list_tells_crew_passages_and_what_is_short(run):
    said = run("list", *OUTBREAK).stdout
    assert "bridge Bridge" in said
    assert "on duty 0 / 3" in said
    assert "in 4, 出 out 0" in said
    assert "1 checkpoints 处, 开 open 1, 缺岗 crew short 3" in said


def test_passages_are_counted_by_origin_and_who_waits_is_named_by_place(run):
    said = run("passages", *OUTBREAK).stdout
    assert "bridge 进 in 高风险 high risk: 4 people 人, 1 passages 次" in said
    assert "bridge -> alder" in said
    assert "handed on 1, 已签收 acknowledged 0" in said
