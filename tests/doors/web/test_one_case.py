"""The page of one case: what rests on it alone is said before it is discarded or merged into another."""

from datetime import UTC, date, datetime

import pytest


@pytest.fixture
def second(signed, cast, clock) -> str:
    """Another case of the same outbreak, who turns out to be the first one again."""
    from fangxian.operations.cases.reports import CaseReport, StayGiven
    from fangxian.operations.cases.services import report_case
    from fangxian.operations.people.services import NewPerson

    home, at = "430102003001", datetime(2021, 7, 29, 2, tzinfo=UTC)
    report = CaseReport(
        person=NewPerson(key="p-twice", full_name="Written Twice", residence_place_id=home),
        reported_on=date(2021, 7, 31),
        residence_place_id=home,
        stays=(StayGiven(at, at.replace(hour=3), place_id="v-teahouse"),),
    )
    return report_case(cast.commander, clock, outbreak_id=signed.outbreak_id, report=report)


def test_the_page_says_what_rests_on_the_case_alone_before_it_is_taken_away(signed, second, as_):
    commander = as_("commander", "en")
    alone = commander.get(f"/cases/{signed.case_id}/").content.decode()
    assert "0 areas" not in alone
    assert "rest on this case alone" in alone
    assert "0 areas, 0 measures with their orders and 0 restrictions" in (
        commander.get(f"/cases/{second}/").content.decode()
    )


def test_a_merged_case_hands_its_itinerary_over_and_names_the_case_it_became(
    signed, second, as_, cast, clock
):
    from fangxian.operations.cases.queries import get_case

    commander = as_("commander", "en")
    given = {"into_id": signed.case_id, "reason": "the same person"}
    answer = commander.post(f"/cases/{second}/merge", given, follow=True)
    assert answer.redirect_chain == [(f"/cases/{signed.case_id}/", 302)]
    assert get_case(cast.commander.reach, second, clock.now()).merged_into == signed.case_id
    assert get_case(cast.commander.reach, signed.case_id, clock.now()).stays == 3
    gone = commander.get(f"/cases/{second}/").content.decode()
    assert f'href="/cases/{signed.case_id}/"' in gone
    assert "Merged into case 1" in gone
    assert f"/cases/{second}/merge" not in gone


def test_a_case_is_offered_every_other_case_that_counts_and_never_itself(signed, second, as_):
    commander = as_("commander", "en")
    page = commander.get(f"/cases/{second}/").content.decode()
    assert f'<option value="{signed.case_id}">' in page
    assert f'<option value="{second}">' not in page
    commander.post(f"/cases/{second}/discard", {"reason": "negative twice"})
    assert f'<option value="{second}">' not in commander.get(f"/cases/{signed.case_id}/").content.decode()


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"reason": " "}, 400), ({"into_id": ""}, 404), ({"into_id": "no-such-case"}, 404)],
)
def test_a_merge_without_a_reason_or_a_second_case_changes_nothing(
    signed, second, as_, cast, clock, changed, status
):
    from fangxian.operations.cases.queries import get_case

    given = {"into_id": signed.case_id, "reason": "the same person", **changed}
    assert as_("commander", "en").post(f"/cases/{second}/merge", given).status_code == status
    assert get_case(cast.commander.reach, second, clock.now()).kind == "confirmed"


def test_an_outsider_merges_nothing_and_learns_nothing(signed, second, as_):
    given = {"into_id": signed.case_id, "reason": "guess"}
    assert as_("stranger").post(f"/cases/{second}/merge", given).status_code == 404
    assert as_("stranger").post("/cases/no-such-case/merge", given).status_code == 404
