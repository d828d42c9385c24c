"""A drill in which people act on screen: the outbreak happens, the plan proposes, and nobody signs but people."""

from datetime import date

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.drills.rows import SCREEN, Wish

DAYS = 8
WISH = Wish(
    "cn-covid19-8e-2021",
    date(2021, 7, 20),
    population=6000,
    days=1,
    seed_cases=6,
    staff=SCREEN,
    futures=2,
    against=(),
)


@pytest.fixture
def drilled(db):
    """The drill at its end, and what it was played on."""
    from fangxian.operations.drilling import open_drill, run, set_stage

    stage = set_stage(WISH)
    opened = open_drill(stage)
    told = []
    run(stage, opened, told.append)
    assert [one.day for one in told] == sorted(one.day for one in told)
    assert told[-1].day == told[-1].days == DAYS
    return stage, opened


def test_cases_and_contacts_arrive_proposals_wait_and_nothing_is_ordered_before_people_sign(drilled):
    from fangxian.operations.cases.queries import list_cases
    from fangxian.operations.contacts.queries import contact_table
    from fangxian.operations.decisions.queries import list_waiting
    from fangxian.operations.drilling import report_on
    from fangxian.operations.orders.copies import list_copies
    from fangxian.operations.signing import sign

    stage, opened = drilled
    cases = list_cases(opened.system.reach, "drill", opened.clock.now())
    assert cases
    assert contact_table(opened.system.reach, "drill", stage.root, opened.clock.now()).height > 0
    assert list_copies(opened.system.reach, "drill") == ()
    commander, cdc = opened.signers
    waiting = [one.id for one in list_waiting(commander, "drill")]
    for signer in (commander, cdc):
        ids = [one.id for one in list_waiting(signer, "drill") if one.id in waiting]
        sign(signer, opened.clock, proposal_ids=ids, unasked="drill")
    assert len(list_copies(opened.system.reach, "drill")) > 20
    report = report_on(stage, opened)
    assert report["outbreak"]["cases"] == len(cases)
    assert {one["done"] for one in report["orders"]} == {0}


def test_its_world_says_that_it_is_a_drill_and_stands_at_its_hour(drilled):
    from fangxian.operations.accounts.queries import find_world, get_world_clock
    from fangxian.operations.drills.queries import list_drills

    _, opened = drilled
    assert find_world().kind == "drill"
    assert abs((get_world_clock().now() - opened.clock.now()).total_seconds()) < 600
    (row,) = list_drills(opened.system.reach)
    assert row.settings["population"] == 6000
    assert row.report is None


def test_a_world_that_is_there_is_left_alone(tree, cast):
    from fangxian.operations.drilling import open_drill, set_stage

    with pytest.raises(Problem) as refused:
        open_drill(set_stage(WISH))
    assert refused.value.code == "not-a-drill-home"
