"""Whoever knows the name of somebody else's outbreak can neither report into it nor find out that it is there."""

import pytest

from fangxian.engines.problems import Problem


@pytest.fixture
def inner(desk) -> str:
    """An outbreak of one community of Furong alone."""
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak

    plan = ("sars-cov-2-delta", "cn-covid19-8e-2021", "8")
    new = NewOutbreak("inner", "社区疫情", "Inner", *plan, "430102003001", "Asia/Shanghai")
    return open_outbreak(desk.cast.commander, desk.clock, outbreak=new)


def _refused(act, outbreak_id: str) -> tuple[str, str]:
    with pytest.raises(Problem) as refused:
        act(outbreak_id)
    return refused.value.code, refused.value.in_("en").replace(outbreak_id, "…")


def test_a_case_is_not_reported_into_an_outbreak_out_of_reach(desk, inner):
    from fangxian.operations.cases.reports import CaseReport
    from fangxian.operations.cases.services import report_case
    from fangxian.operations.people.services import NewPerson

    def report(outbreak_id: str) -> None:
        person = NewPerson(key="p-x", full_name="合成甲", residence_place_id="430105001004")
        given = CaseReport(person=person, reported_on=desk.clock.now().date())
        report_case(desk.cast.stranger, desk.clock, outbreak_id=outbreak_id, report=given)

    assert _refused(report, inner) == _refused(report, "never") == ("not-found", _refused(report, "never")[1])


def test_an_estimate_does_not_tell_that_an_outbreak_is_there(desk, inner):
    from fangxian.operations.follow_ups.services import estimate

    def guess(outbreak_id: str) -> None:
        words = {"place_id": "v-teahouse", "expected": 4, "told_by": "the owner"}
        estimate(desk.cast.stranger, desk.clock, outbreak_id=outbreak_id, **words)

    assert _refused(guess, inner) == _refused(guess, "never")
