"""A case on record: reported once, corrected in the open, merged, discarded; its itinerary asks and never guesses."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.cases.itineraries import add_stays, resolve_stay
from fangxian.operations.cases.queries import (
    get_case,
    list_case_history,
    list_cases,
    list_stays,
    list_unresolved_stays,
)
from fangxian.operations.cases.reports import StayGiven
from fangxian.operations.cases.services import correct_case, discard_case, merge_cases
from fangxian.operations.contacts.queries import contact_table
from fangxian.operations.journal.queries import verify


def case(desk, case_id="c-one", at=None):
    return get_case(desk.cast.commander.reach, case_id, at or desk.clock.now())


def later(desk):
    desk.clock.advance(timedelta(hours=1))
    return desk.clock.now()


def test_cases_are_numbered_in_order_of_report(desk):
    desk.report("one")
    desk.report("two")
    rows = list_cases(desk.cast.commander.reach, "tiny", desk.clock.now())
    assert [(row.number, row.id) for row in rows] == [(1, "c-one"), (2, "c-two")]
    assert rows[0].name == "合成one"


def test_a_person_is_one_case_per_illness(desk):
    desk.report("one")
    with pytest.raises(Problem) as refused:
        desk.report("one")
    assert refused.value.code in {"already-a-case", "case-id-taken"}


def test_asymptomatic_to_confirmed_is_a_change_of_state_and_not_a_new_case(desk):
    desk.report("one", kind="asymptomatic")
    then = later(desk)
    later(desk)
    correct_case(
        desk.cast.community_worker, desk.clock, case_id="c-one", changes={"kind": "confirmed"}, reason="fever"
    )
    assert case(desk).kind == "confirmed"
    assert case(desk, at=then).kind == "asymptomatic"
    assert len(list_cases(desk.cast.commander.reach, "tiny", desk.clock.now())) == 1


def test_a_correction_keeps_what_was_known_before(desk):
    desk.report("one", onset_on=desk.clock.now().date())
    before = later(desk)
    later(desk)
    earlier = desk.clock.now().date() - timedelta(days=3)
    correct_case(
        desk.cast.community_worker,
        desk.clock,
        case_id="c-one",
        changes={"onset_on": earlier},
        reason="asked again",
    )
    assert case(desk).onset_on == earlier
    assert case(desk, at=before).onset_on == before.date()
    history = list_case_history(desk.cast.commander.reach, "c-one", desk.clock.now())
    assert [name for change in history[1:] for name, _, _ in change.fields] == ["onset_on"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "discarded"}, "not-a-case-kind"),
        ({"number": 7}, "not-a-case-column"),
        ({"kind": "flu"}, "not-a-case-kind"),
    ],
)
def test_a_correction_that_is_none_is_refused(desk, changes, code):
    desk.report("one")
    with pytest.raises(Problem) as refused:
        correct_case(desk.cast.community_worker, desk.clock, case_id="c-one", changes=changes, reason="x")
    assert refused.value.code == code


def test_a_correction_without_a_reason_is_refused(desk):
    desk.report("one")
    with pytest.raises(Problem) as refused:
        correct_case(desk.cast.community_worker, desk.clock, case_id="c-one", changes={"age": 40}, reason="")
    assert refused.value.code == "reason-needed"


def test_after_a_discard_the_same_person_may_be_reported_again(desk):
    desk.report("one")
    discard_case(desk.cast.community_worker, desk.clock, case_id="c-one", reason="mixed-up tubes")
    from fangxian.operations.cases.reports import CaseReport
    from fangxian.operations.cases.services import report_case
    from fangxian.operations.people.services import NewPerson

    again = CaseReport(NewPerson(key="one"), reported_on=desk.clock.now().date())
    case_id = report_case(desk.cast.community_worker, desk.clock, outbreak_id="tiny", report=again)
    assert {row.id: row.kind for row in list_cases(desk.cast.commander.reach, "tiny", desk.clock.now())} == {
        "c-one": "discarded",
        case_id: "confirmed",
    }


def test_merging_two_cases_brings_their_contacts_and_stays_together(desk):
    now = desk.clock.now()
    desk.report("one", friends=("friend",), stays=(StayGiven(now, now, "day", "v-teahouse"),))
    desk.report("two")
    merge_cases(
        desk.cast.commander, desk.clock, from_id="c-one", into_id="c-two", reason="one person, two papers"
    )
    now = desk.clock.now()
    assert (case(desk).kind, case(desk).merged_into) == ("discarded", "c-two")
    assert len(list_stays(desk.cast.commander.reach, "c-two", now)) == 1
    assert contact_table(desk.cast.commander.reach, "tiny", "43", now)["source_case_id"].to_list() == [
        "c-two"
    ]


def test_a_case_is_not_merged_with_itself(desk):
    desk.report("one")
    with pytest.raises(Problem) as refused:
        merge_cases(desk.cast.commander, desk.clock, from_id="c-one", into_id="c-one", reason="x")
    assert refused.value.code == "cannot-merge-cases"


def test_a_place_that_is_not_certain_is_kept_as_the_words_said(desk):
    now = desk.clock.now()
    desk.report("one", stays=(StayGiven(now, None, "window", place_text="河边那家茶馆"),))
    (stay,) = list_unresolved_stays(desk.cast.commander.reach, "tiny", desk.clock.now())
    assert (stay.place_id, stay.unresolved) == (None, "河边那家茶馆")
    later(desk)
    resolve_stay(desk.cast.community_worker, desk.clock, stay_id=stay.id, place_id="v-teahouse")
    assert list_unresolved_stays(desk.cast.commander.reach, "tiny", desk.clock.now()) == ()
    (resolved,) = list_stays(desk.cast.commander.reach, "c-one", desk.clock.now())
    assert resolved.place_id == "v-teahouse"


@pytest.mark.parametrize("fault", ["no place", "backwards", "precision"])
def test_an_unclear_stay_is_refused_with_its_line_and_nothing_is_stored(desk, fault):
    now = desk.clock.now()
    bad = {
        "no place": StayGiven(now),
        "backwards": StayGiven(now, now - timedelta(hours=1), place_id="v-teahouse"),
        "precision": StayGiven(now, None, "roughly", "v-teahouse"),
    }[fault]
    desk.report("one")
    good = StayGiven(now, None, "day", "v-teahouse")
    with pytest.raises(Problem) as refused:
        add_stays(desk.cast.community_worker, desk.clock, case_id="c-one", stays=(good, bad))
    assert refused.value.code == "stay-unclear"
    assert "2" in refused.value.in_("en")
    assert list_stays(desk.cast.commander.reach, "c-one", desk.clock.now()) == ()


@pytest.mark.django_db(transaction=True)
def test_the_journal_holds_after_a_day_of_work_and_shows_an_edit_behind_its_back(desk):
    from fangxian.operations.cases.models import CaseState

    desk.report("one", friends=("friend",))
    desk.report("two")
    correct_case(desk.cast.commander, desk.clock, case_id="c-one", changes={"age": 41}, reason="asked again")
    discard_case(desk.cast.commander, desk.clock, case_id="c-two", reason="mixed-up tubes")
    desk.respond()
    desk.sign_all()
    assert verify().ok
    CaseState.objects.filter(case_id="c-one", known_to=None).update(age=14)
    assert not verify().ok
