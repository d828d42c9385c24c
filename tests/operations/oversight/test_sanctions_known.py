"""Who knows of a sanction and what of it is published: those it concerns, and units and numbers."""

from datetime import timedelta

import pytest

from fangxian.operations.ids import new_id
from fangxian.operations.oversight.models import Sanction
from fangxian.operations.oversight.queries import get_sanction, list_sanctions
from fangxian.operations.oversight.services import (
    answer,
    appeal_sanction,
    decide,
    hear_appeal,
    publish_sanctions,
)
from tests.operations.oversight.conftest import TONGYIN, appealed, appoint, refusal


@pytest.mark.parametrize(
    "role",
    [
        "stranger",
        "street_worker",
        "district_commander",
        "district_cdc",
        "inspector",
        "police_officer",
        "clinician",
    ],
)
def test_others_get_the_same_answer_for_a_case_and_for_none(desk, role):
    case, actor = desk.opened(), getattr(desk.cast, role)
    assert list_sanctions(actor, "tiny", desk.now) == ()
    for key in (case, new_id()):
        assert refusal(lambda key=key: get_sanction(actor, key)) == "not-found"
        act = {"sanction_id": key, "text": "x"}
        assert refusal(lambda act=act: answer(actor, desk.clock, **act)) == "not-found"


def test_the_office_concerned_sees_its_case_and_the_one_next_door_does_not(desk):
    case = desk.opened()
    next_door = appoint(desk.clock, "next-door", "community-worker", TONGYIN, "police")
    assert [row.id for row in list_sanctions(desk.cast.community_worker, "tiny", desk.now)] == [case]
    assert list_sanctions(next_door, "tiny", desk.now) == ()


def test_the_auditor_sees_every_case_and_no_word_that_may_say_who(desk):
    case = desk.decided(persons=[desk.cast.grid_worker.user_id])
    row = get_sanction(desk.cast.auditor, case)
    assert (row.stage, row.steps, row.persons) == ("decided", {"reminder": 1}, 1)
    assert (row.what, row.answer, row.reason) == ("", "", "")
    assert get_sanction(desk.cast.commander, case).answer == "两人轮值，当晚一人送医"


def test_what_was_written_lies_under_the_key_of_its_case(desk):
    case = desk.decided()
    row = Sanction.objects.get(id=case)
    texts = (row.what, row.answer, row.reason)
    assert all(text.startswith("box1:") for text in texts)


def test_the_journal_names_nobody_and_repeats_no_word(desk):
    from fangxian.operations.journal.models import Entry

    person = desk.cast.grid_worker
    case = desk.decided(persons=[person.user_id])
    publish_sanctions(desk.cast.commander, desk.clock, outbreak_id="tiny", place_id="43", sanction_ids=[case])
    written = b"".join(bytes(entry.canonical) for entry in Entry.objects.filter(object_id=str(case)))
    assert written
    for word in ("卡口", "送医", "情节", "网格员甲", person.user_id):
        assert word.encode() not in written


def test_a_case_is_published_once_decided_and_not_while_it_is_looked_at_again(desk):
    open_case, dismissed, under_appeal = desk.opened(), desk.heard(), appealed(desk)
    decide(desk.deputy, desk.clock, sanction_id=dismissed, steps={}, reason="属实")
    act = {"outbreak_id": "tiny", "place_id": "43"}
    for case in (open_case, dismissed, under_appeal):
        assert (
            refusal(
                lambda c=case: publish_sanctions(desk.cast.commander, desk.clock, sanction_ids=[c], **act)
            )
            == "not-to-be-published"
        )


def test_what_an_appeal_annuls_after_publication_is_corrected_in_public(desk):
    from fangxian.operations.oversight.queries import get_announcement, list_announcements

    case = desk.decided()
    act = {"outbreak_id": "tiny", "place_id": "43", "sanction_ids": [case]}
    first = publish_sanctions(desk.cast.commander, desk.clock, **act)
    desk.clock.advance(timedelta(hours=1))
    appeal_sanction(desk.cast.community_worker, desk.clock, sanction_id=case, text="人手不足")
    hear_appeal(desk.cast.appeal_officer, desk.clock, sanction_id=case, outcome="annulled", reason="x")
    latest, *_ = list_announcements(desk.cast.stranger.reach, "tiny", desk.now)
    assert latest.text.en == "Corrected: Hunan: what was published is annulled."
    assert get_announcement(desk.cast.stranger.reach, first).corrected_by == latest.id


def test_a_publicity_officer_publishes_what_was_decided_and_sees_nothing_before(desk):
    case = desk.heard()
    officer = desk.cast.publicity_officer
    act = {"outbreak_id": "tiny", "place_id": "43", "sanction_ids": [case]}
    assert refusal(lambda: publish_sanctions(officer, desk.clock, **act)) == "not-found"
    decide(desk.deputy, desk.clock, sanction_id=case, steps={"reminder": 1}, reason="x")
    assert publish_sanctions(officer, desk.clock, **act)
    assert get_sanction(officer, case).what == ""
