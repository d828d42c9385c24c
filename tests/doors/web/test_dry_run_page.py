"""What would this plan have done? The page answers as the command does, beside what was done, and writes nothing."""

import re

import pytest

ASKED = "plan=cn-covid19-8e-2021&at=2021-07-31T18:00"


def text(answer) -> str:
    return answer.content.decode()


def test_the_answer_follows_by_itself_and_says_that_it_is_computing(signed, as_):
    page = text(as_("commander", "en").get(f"/dry-run/?{ASKED}"))
    assert 'hx-get="/dry-run/answer?plan=cn-covid19-8e-2021' in page
    assert "<progress>" in page


def test_it_answers_as_the_same_service_does(signed, as_, cast, clock):
    from fangxian.operations.firing import compare_with_done, try_plans

    (run,) = try_plans(cast.commander.reach, signed.outbreak_id, ["cn-covid19-8e-2021"], [clock.now()])
    rows = compare_with_done(cast.commander.reach, signed.outbreak_id, run, clock.now())
    page = text(as_("commander", "en").get(f"/dry-run/?{ASKED}&whole=1"))
    assert len(re.findall(r'<td class="what">', page)) == len(rows) > 3
    assert {row.kind for row in rows} >= {"measure", "order"}
    assert page.count("not at all") == sum((row.would is None) + (row.really is None) for row in rows)


def test_what_was_signed_stands_beside_it(signed, story, cast, clock):
    from fangxian.operations.firing import compare_with_done, try_plans

    (run,) = try_plans(cast.commander.reach, signed.outbreak_id, ["cn-covid19-8e-2021"], [clock.now()])
    rows = compare_with_done(cast.commander.reach, signed.outbreak_id, run, clock.now())
    measures = [row for row in rows if row.kind == "measure" and row.would and row.really]
    assert measures
    assert all(row.would.places == row.really.places for row in measures)


def test_another_plan_shows_what_was_done_and_it_would_not_have(signed, as_):
    page = text(as_("commander", "en").get("/dry-run/?plan=cholera-port&at=2021-07-31T18:00&whole=1"))
    assert "not at all" in page


def test_before_the_first_case_nothing_would_have_fired(signed, as_):
    page = text(as_("commander", "en").get("/dry-run/?plan=cn-covid19-8e-2021&at=2021-07-01T18:00&whole=1"))
    assert "No rule would have fired by then" in page


def test_nothing_is_written(signed, as_):
    from fangxian.operations.decisions.models import Proposal
    from fangxian.operations.journal.models import Entry

    before = Entry.objects.count(), Proposal.objects.count()
    as_("commander", "en").get(f"/dry-run/answer?{ASKED}")
    assert (Entry.objects.count(), Proposal.objects.count()) == before


@pytest.mark.parametrize(
    "role", ["stranger", "community_worker", "district_cdc", "police_officer", "appeal_officer"]
)
def test_who_does_not_see_the_whole_outbreak_is_told_nothing_of_it(signed, as_, role):
    assert as_(role, "en").get(f"/dry-run/answer?{ASKED}").status_code == 404
