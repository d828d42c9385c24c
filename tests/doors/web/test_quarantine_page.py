"""Quarantine sites on screen: open one, order what is suggested, arrive, sample, tell a doctor, begin anew, release."""

import pytest

from tests.operations.rounds.conftest import TONGYINLI

SITE = {
    "key": "inn",
    "name": "桐荫里宾馆",
    "place": TONGYINLI,
    "lat": "28.19",
    "lon": "113.0",
    "first_floor": "2",
    "floors": "2",
    "rooms": "3",
    "air": "east",
    "offers": ["infant"],
}
PATH, INN = "/quarantine/", "/quarantine/at/inn/"


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def site(signed, as_):
    """The inn is open, by the page; the friend of the case is bound and has no room."""
    assert as_("commander").post(f"{PATH}open", SITE).status_code == 302
    return signed


@pytest.fixture
def stay(site, cast, clock, as_):
    """The friend has the room that was suggested."""
    from fangxian.operations.quarantine_sites.board import suggest_rooms
    from fangxian.operations.quarantine_sites.queries import list_stays

    (one,) = suggest_rooms(cast.commander.reach, site.outbreak_id, clock.now())
    asked = f"{one.restriction_key}|{one.site_id}|{one.room}|{one.party_id}|"
    assert as_("community_worker").post(f"{PATH}order", {"room": [asked]}).status_code == 302
    return list_stays(cast.commander.reach, site.outbreak_id, clock.now())[0]


def test_without_a_site_the_page_says_what_would_fill_it(opened, as_):
    assert "No quarantine place is on record" in text(as_("commander", "en").get(PATH))
    page = text(as_("community_worker").get(PATH))
    assert "还没有隔离点" in page
    assert "开设隔离点" not in page.replace("开设隔离点后", "")


def test_who_waits_is_shown_with_a_suggested_room_and_why(site, as_):
    page = text(as_("community_worker", "en").get(PATH))
    assert "Friend" in page
    assert "the nearest site" in page
    assert "0 rooms taken, 6 free" in page
    assert "最近的隔离点" in text(as_("community_worker").get(PATH))


def test_a_late_transfer_stands_on_top_and_an_arrival_ends_it(stay, as_, clock):
    from datetime import timedelta

    clock.advance(timedelta(hours=9))
    worker = as_("community_worker", "en")
    page = text(worker.get(PATH))
    assert page.index("Friend") < page.index("Tests due today</h2>")
    assert "not picked up" in page
    assert "Arrived, on record." in text(worker.post(f"{PATH}stays/{stay.id}/arrived", follow=True))
    assert "No transfer is late." in text(worker.get(PATH))


def test_at_the_site_samples_results_and_symptoms_are_a_tap_each(stay, as_, clock):
    worker, about = as_("community_worker", "en"), f"{PATH}stays/{stay.id}/"
    worker.post(f"{about}arrived")
    page = text(worker.get(INN))
    today = clock.now().date().isoformat()
    assert f'name="day" value="{today}"' in page
    assert "on record" in text(worker.post(f"{about}sample", {"day": today}, follow=True))
    worker.post(f"{about}result", {"day": today, "result": "negative"})
    assert "negative" in text(worker.get(INN))
    told = text(worker.post(f"{about}flag", {"symptom": ["fever"], "temperature": "38.2"}, follow=True))
    assert "A doctor answers this." in told
    doctor = as_("clinician", "en")
    assert "38.2 °C" in text(doctor.get(PATH))
    assert worker.post(f"{about}release", {"reason": "served"}).status_code == 409
    assert worker.post(f"{about}sample", {"day": "tomorrow"}).status_code == 400


def test_who_agreed_signs_gets_a_room_and_takes_it_back(story, as_, cast, clock):
    from fangxian.operations.quarantine_sites.agreed import list_consents
    from fangxian.operations.restraining import answer_offers, offer_first
    from fangxian.operations.restrictions.offers import Answered

    worker = as_("community_worker", "en")
    as_("commander").post(f"{PATH}open", SITE)
    assert "Nobody stays of their own accord." in text(worker.get(PATH))
    asked = {"outbreak_id": story.outbreak_id, "measure": "central-quarantine"}
    offer_first(cast.community_worker, clock, **asked, people=["p-friend"])
    answer_offers(cast.community_worker, clock, **asked, answers=[Answered("p-friend", "agreed")])
    assert "central-quarantine|p-friend" in text(worker.get(PATH))
    form = {"person": "central-quarantine|p-friend", "channel": "visit", "language": "local"}
    assert worker.post(f"{PATH}consents/sign", form).status_code == 400
    page = text(worker.post(f"{PATH}consents/sign", {**form, "signed": "own-hand"}, follow=True))
    assert "the local dialect" in page
    assert "本人签字" in text(as_("community_worker").get(PATH))
    (row,) = list_consents(cast.commander.reach, story.outbreak_id, clock.now())
    assert worker.post(f"{PATH}order", {"room": [f"|inn|201||{row.id}"]}).status_code == 302
    assert "free to go at any hour" not in text(worker.get(PATH))
    assert "of their own accord" in text(worker.get(INN))
    gone = text(worker.post(f"{PATH}consents/{row.id}/taken-back", follow=True))
    assert "the stay has ended" in gone
    assert worker.post(f"{PATH}order", {"room": ["|inn|201||x"]}).status_code == 400


def test_a_doctor_takes_a_flag_and_settles_it(stay, as_, cast, clock):
    from fangxian.operations.quarantine_sites.queries import list_flags

    as_("community_worker").post(f"{PATH}stays/{stay.id}/flag", {"symptom": ["cough"]})
    (flag,) = list_flags(cast.clinician.reach, stay.outbreak_id, clock.now())
    doctor = as_("clinician", "en")
    doctor.post(f"{PATH}flags/{flag.id}/seen")
    page = text(doctor.post(f"{PATH}flags/{flag.id}/settle", {"ending": "well"}, follow=True))
    assert "No red flag is open." in page


def test_who_may_sign_lets_somebody_go_early(stay, as_):
    about = f"{PATH}stays/{stay.id}/release"
    told = {"reason": "the case was discarded", "early": "1"}
    assert as_("community_worker").post(about, told).status_code == 403
    assert "Released." in text(as_("commander", "en").post(about, told, follow=True))


def test_a_stranger_finds_neither_site_nor_stay(stay, as_):
    stranger = as_("stranger", "en")
    assert "桐荫里宾馆" not in text(stranger.get(PATH))
    assert stranger.get(INN).status_code == 404
    assert stranger.post(f"{PATH}stays/{stay.id}/arrived").status_code == 404
    police = as_("police_officer", "en")
    assert "Friend" not in text(police.get(PATH))
