"""A room by consent: signed, timed, taken back at any hour; nobody is bound by it, and it is counted apart."""

from datetime import timedelta

import pytest

from fangxian.operations.quarantine_sites import services
from fangxian.operations.quarantine_sites.agreed import list_consents, list_unsigned
from fangxian.operations.quarantine_sites.board import suggest_rooms
from fangxian.operations.quarantine_sites.rows import ConsentGiven, FloorGiven, SiteGiven
from fangxian.operations.quarantine_sites.services import RoomAsked
from tests.operations.quarantine_sites.conftest import PLACE, Inn
from tests.operations.quarantine_sites.test_rooms_and_transfers import refusal

MEASURE = "central-quarantine"


def agree(inn: Inn, person: str, said: str = "agreed") -> None:
    """Somebody is asked, and answers."""
    from fangxian.operations.restraining import answer_offers, offer_first
    from fangxian.operations.restrictions.offers import Answered

    told = {"outbreak_id": inn.desk.outbreak_id, "measure": MEASURE}
    offer_first(inn.worker, inn.clock, **told, people=[person])
    words = "家里有老人" if said == "refused" else ""
    answer_offers(inn.worker, inn.clock, **told, answers=[Answered(person, said, words)])


def consent(inn: Inn, person: str = "an", actor=None, **more):
    """They sign at the door, in the local dialect."""
    told = {"measure": MEASURE, "channel": "visit", "language": "local", "signed": "own-hand"}
    given = ConsentGiven(person, **(told | more))
    return services.sign_consent(
        actor or inn.worker, inn.clock, outbreak_id=inn.desk.outbreak_id, given=given
    )


def room_for(inn: Inn, consent_id, room: str = "201"):
    asked = [RoomAsked("", "inn", room, consent_id=consent_id)]
    (stay,) = services.order_stays(inn.worker, inn.clock, outbreak_id=inn.desk.outbreak_id, asked=asked)
    return stay


def end_of_agreement(inn: Inn) -> None:
    from fangxian.operations.restraining import end_agreements

    told = {"measure": MEASURE, "people": ["an"], "reason": "she said so on the telephone"}
    end_agreements(inn.worker, inn.clock, outbreak_id=inn.desk.outbreak_id, **told)


@pytest.fixture
def willing(desk, keep) -> Inn:
    """An inn, and a case with two friends: an agrees to go there, bo does not; nobody is bound."""

    def begin() -> None:
        desk.report("one", friends=("an", "bo"))
        desk.respond()
        inn = Inn(desk)
        agree(inn, "an")
        agree(inn, "bo", "refused")
        given = SiteGiven("inn", PLACE, "桐荫里宾馆", 28.2, 113.0, (FloorGiven("2", 3),), "Tongyinli Inn")
        services.open_site(desk.cast.commander, desk.clock, outbreak_id=desk.outbreak_id, given=given)

    keep(begin)
    return Inn(desk)


def test_who_agreed_and_signed_gets_a_room_and_is_counted_with_no_restriction(willing):
    where = willing.worker.reach, willing.desk.outbreak_id, willing.clock.now()
    assert [(one.person_id, one.measure) for one in list_unsigned(*where)] == [("an", MEASURE)]
    assert suggest_rooms(*where) == (), "an agreement without a signature is no room"
    signed = consent(willing)
    assert list_unsigned(*where) == ()
    (found,) = suggest_rooms(*where)
    assert (found.person_id, found.restriction_key, found.consent_id) == ("an", "", signed)
    stay = room_for(willing, signed)
    services.note_arrival(willing.worker, willing.clock, stay_id=stay)
    row = willing.row(stay)
    assert (row.stands, row.bound, row.consent_id, row.contact) == (True, False, signed, False)
    site = willing.site()
    assert (site.contacts, site.managed, site.voluntary) == (0, 0, 1)
    assert row.days, "samples are due as for anybody there"


def test_the_consent_says_how_they_were_told_in_which_language_and_how_they_signed(willing):
    until = willing.clock.now() + timedelta(days=3)
    consent(willing, until=until)
    (row,) = list_consents(willing.worker.reach, willing.desk.outbreak_id, willing.clock.now())
    assert (row.channel, row.language, row.signed, row.until, row.stands) == (
        "visit",
        "local",
        "own-hand",
        until,
        True,
    )
    willing.wait(days=4)
    (late,) = list_consents(willing.worker.reach, willing.desk.outbreak_id, willing.clock.now())
    assert (late.stands, late.ended_at) == (False, None)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"person": "bo"}, "no-agreement"),
        ({"measure": "home-quarantine"}, "no-agreement"),
        ({"language": "klingon"}, "not-a-consent"),
        ({"signed": ""}, "not-a-consent"),
        ({"channel": "pigeon"}, "not-a-consent"),
        ({"person": "nobody"}, "not-found"),
    ],
)
def test_what_is_no_consent_is_not_taken(willing, more, code):
    assert refusal(consent, willing, **more) == code


def test_a_stranger_signs_for_nobody_sees_no_consent_and_takes_none_back(willing):
    stranger = willing.desk.cast.stranger
    assert refusal(consent, willing, actor=stranger) == "not-found"
    signed = consent(willing)
    assert list_consents(stranger.reach, willing.desk.outbreak_id, willing.clock.now()) == ()
    assert refusal(services.take_back, stranger, willing.clock, consent_id=signed) == "not-found"
    assert refusal(consent, willing) == "bound-already"


def test_taken_back_the_stay_ends_at_once_and_no_room_is_given_on_it_again(willing):
    signed = consent(willing)
    stay = room_for(willing, signed)
    services.note_arrival(willing.worker, willing.clock, stay_id=stay)
    willing.wait(hours=30)
    services.take_back(willing.worker, willing.clock, consent_id=signed)
    assert willing.rows() == ()
    assert willing.row(stay).why_left == "taken-back"
    assert refusal(room_for, willing, signed) == "no-standing-restriction"
    assert refusal(services.take_back, willing.worker, willing.clock, consent_id=signed) == "consent-over"
    assert refusal(consent, willing) == "no-agreement", "the agreement ended with it"


def test_who_has_not_come_yet_need_not_come(willing):
    signed = consent(willing)
    stay = room_for(willing, signed)
    willing.wait(hours=1)
    end_of_agreement(willing)
    assert willing.row(stay).why_left == "never-came"
    (row,) = list_consents(willing.worker.reach, willing.desk.outbreak_id, willing.clock.now())
    assert (row.stands, row.why_ended) == (False, "taken-back")


def test_who_is_there_of_their_own_accord_is_let_go_without_any_evidence(willing):
    signed = consent(willing)
    stay = room_for(willing, signed)
    services.note_arrival(willing.worker, willing.clock, stay_id=stay)
    services.release_stay(willing.worker, willing.clock, stay_id=stay, reason="goes home")
    gone = willing.row(stay)
    assert gone.why_left == "released"
    assert gone.lacking, "what was lacking is kept"
    (row,) = list_consents(willing.worker.reach, willing.desk.outbreak_id, willing.clock.now())
    assert (row.stands, row.why_ended) == (False, "let-go")
    assert suggest_rooms(willing.worker.reach, willing.desk.outbreak_id, willing.clock.now()) == ()


def test_the_person_takes_it_back_by_their_own_link_alone(willing):
    from fangxian.operations.follow_ups.queries import list_follow_ups
    from fangxian.operations.follow_ups.services import make_link
    from fangxian.operations.quarantine_sites.consents import find_own_consent, take_back_own

    rows = list_follow_ups(willing.worker.reach, willing.desk.outbreak_id, willing.clock.now()).rows
    mine = next(row for row in rows if row.person_id == "an")
    token = make_link(willing.worker, willing.clock, follow_up=mine.key)
    assert find_own_consent(willing.clock, token) is None
    stay = room_for(willing, consent(willing))
    own = find_own_consent(willing.clock, token)
    assert (own.measure, own.name) == (MEASURE, "")
    take_back_own(willing.clock, token)
    assert willing.row(stay).left_at is not None
    assert refusal(take_back_own, willing.clock, token) == "consent-over"


def test_the_journal_vouches_for_consents(willing):
    from fangxian.operations.journal.queries import verify
    from fangxian.operations.journal.services import seal
    from fangxian.operations.quarantine_sites.models import Consent

    consent(willing)
    seal()
    assert verify().ok
    Consent.objects.update(language="en")
    assert not verify().ok
