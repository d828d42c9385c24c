"""Follow-up on screen: the worker's card, the clinician's inbox, release; the stranger gets nothing."""

import pytest


@pytest.fixture
def key(story, cast, clock) -> str:
    """The friend is watched at home from the morning of 1 August on."""
    from datetime import timedelta

    from fangxian.operations.follow_ups.queries import list_follow_ups
    from fangxian.operations.follow_ups.services import decide

    given = {"act": "advise", "measure": "home-monitoring", "people": ["p-friend"], "reason": "met the case"}
    decide(cast.commander, clock, outbreak_id=story.outbreak_id, **given)
    clock.advance(timedelta(hours=16))
    (row,) = list_follow_ups(cast.community_worker.reach, story.outbreak_id, clock.now()).rows
    return row.key


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("due today", "Well")), ("zh-hans", ("今日待看", "正常"))]
)
def test_the_worker_finds_one_card_for_the_person_due_today(key, as_, language, words):
    page = as_("community_worker", language).get("/follow-ups/").content.decode()
    assert page.count('class="task check') == 1
    assert all(word in page for word in ("Friend", *words))


def test_one_tap_records_the_day_and_the_card_says_so(key, as_):
    worker = as_("community_worker", "en")
    given = {"result": "well", "channel": "visit"}
    card = worker.post(f"/follow-ups/{key}/check", given, headers={"HX-Request": "true"}).content.decode()
    assert "Recorded." in card
    assert "badge done" in card
    assert "Friend" not in worker.get("/follow-ups/?only=due_today").content.decode()


def test_one_knock_serves_all_of_a_persons_follow_ups_and_raises_one_flag(key, story, as_, cast, clock):
    from fangxian.operations.follow_ups.queries import list_flags, list_follow_ups
    from fangxian.operations.follow_ups.services import decide

    given = {"act": "test", "measure": "test-contacts", "people": ["p-friend"], "reason": "met the case"}
    decide(cast.commander, clock, outbreak_id=story.outbreak_id, **given)
    worker = as_("community_worker", "en")
    assert worker.get("/follow-ups/?only=open").content.decode().count('class="task check') == 1
    worker.post(f"/follow-ups/{key}/check", {"result": "symptoms", "channel": "call", "symptom": "cough"})
    rows = list_follow_ups(cast.community_worker.reach, story.outbreak_id, clock.now()).rows
    assert [row.last_result for row in rows] == ["symptoms", "symptoms"]
    assert len(list_flags(cast.commander.reach, story.outbreak_id, clock.now())) == 1


def test_symptoms_reach_the_clinicians_inbox_who_takes_and_settles_them(key, as_):
    worker, clinician = as_("community_worker", "en"), as_("commander", "en")
    given = {"result": "symptoms", "channel": "visit", "symptom": "cough", "temperature": "38,2"}
    worker.post(f"/follow-ups/{key}/check", given)
    inbox = clinician.get("/follow-ups/flags/").content.decode()
    assert "Friend" in inbox
    assert "38.2 °C" in inbox
    flag = inbox.split('id="flag-')[1].split('"')[0]
    clinician.post(f"/follow-ups/flags/{flag}/acknowledge")
    assert "in hand" in clinician.get("/follow-ups/flags/").content.decode()
    clinician.post(f"/follow-ups/flags/{flag}/settle", {"outcome": "tested", "note": "swab taken"})
    assert "Friend" not in clinician.get("/follow-ups/flags/").content.decode()
    assert "swab taken" in clinician.get("/follow-ups/flags/?all=1").content.decode()


def test_the_missed_day_is_on_top_the_next_morning(key, as_, clock):
    from datetime import timedelta

    clock.advance(timedelta(days=1))
    page = as_("community_worker", "en").get("/follow-ups/").content.decode()
    missed, cards = page.index("Missed days"), page.index('class="task check')
    assert missed < cards
    assert "not visited" in page[missed:cards]


def test_an_early_release_needs_somebody_who_may_sign_and_says_what_is_missing(key, as_):
    worker, commander = as_("community_worker", "en"), as_("commander", "en")
    assert "Still missing for a release" in worker.get(f"/follow-ups/{key}/").content.decode()
    given = {"reason": "the case was discarded", "early": "1"}
    assert worker.post(f"/follow-ups/{key}/release", given).status_code == 403
    assert commander.post(f"/follow-ups/{key}/release", {"reason": "too soon"}).status_code >= 400
    done = commander.post(f"/follow-ups/{key}/release", given, follow=True).content.decode()
    assert "Released from follow-up." in done
    assert "the case was discarded" in done


def test_a_contact_becomes_a_case_and_the_case_page_opens(key, as_):
    answer = as_("community_worker", "en").post(f"/follow-ups/{key}/case", {"kind": "confirmed"}, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[0][0].startswith("/cases/")
    assert "Now a case." in answer.content.decode()
    assert "became a case" in as_("commander", "en").get(f"/follow-ups/{key}/").content.decode()


def test_a_sample_is_kept_with_its_result_and_a_date_nobody_can_read_is_refused(key, as_):
    worker = as_("community_worker", "en")
    assert (
        worker.post(f"/follow-ups/{key}/test", {"sampled_at": "soon", "result": "negative"}).status_code
        == 400
    )
    given = {"sampled_at": "2021-08-01T09:00", "result": "negative"}
    assert "negative" in worker.post(f"/follow-ups/{key}/test", given, follow=True).content.decode()


def test_a_follow_up_outside_the_reach_answers_like_one_that_does_not_exist(key, as_):
    stranger = as_("stranger", "en")
    for address in (f"/follow-ups/{key}/", "/follow-ups/f-0000/"):
        assert stranger.get(address).status_code == 404
    for act in ("check", "release", "shorten", "case", "link", "test"):
        given = {"result": "well", "reason": "x", "ends_at": "2021-08-02", "sampled_at": "2021-08-01T09:00"}
        assert stranger.post(f"/follow-ups/{key}/{act}", given).status_code in (403, 404), act


def test_the_auditor_reads_without_names_and_records_nothing(key, as_):
    auditor = as_("auditor", "en")
    page = auditor.get(f"/follow-ups/{key}/").content.decode()
    assert "p-friend" in page
    assert "Friend" not in page
    assert "<form" not in page.split("<main")[1].partition("</main>")[0]
    for act in ("check", "release", "link", "case"):
        assert auditor.post(f"/follow-ups/{key}/{act}", {"result": "well", "reason": "x"}).status_code == 403


def test_several_offices_are_compared_and_one_is_not(key, as_):
    assert "Today by office" not in as_("community_worker", "en").get("/follow-ups/").content.decode()


def test_who_has_no_known_home_is_checked_by_the_office_that_took_the_report(story, as_, cast, clock):
    from datetime import date

    from fangxian.operations.cases.reports import CaseReport
    from fangxian.operations.cases.services import report_case
    from fangxian.operations.contacts.services import ContactGiven
    from fangxian.operations.follow_ups.services import decide
    from fangxian.operations.people.rows import NewPerson
    from fangxian.operations.respond import respond_now

    stray = ContactGiven(NewPerson(key="p-stray", full_name="Stray Friend"), date(2021, 7, 30))
    second = NewPerson(key="p-second", full_name="Second", residence_place_id="430102003001")
    report = CaseReport(person=second, reported_on=date(2021, 7, 31), contacts=(stray,))
    report_case(cast.community_worker, clock, outbreak_id=story.outbreak_id, report=report)
    respond_now(cast.commander, clock, outbreak_id=story.outbreak_id)
    given = {"act": "advise", "measure": "home-monitoring", "people": ["p-stray"], "reason": "named"}
    decide(cast.commander, clock, outbreak_id=story.outbreak_id, **given)
    assert "Stray Friend" in as_("community_worker", "en").get("/follow-ups/?only=open").content.decode()


@pytest.mark.parametrize(
    "asked", ["office=%00", "office=../../", "page=-1", "page=" + "9" * 30, "only=nothing"]
)
def test_an_address_nobody_would_write_shows_a_list_all_the_same(key, as_, asked):
    assert as_("commander", "en").get(f"/follow-ups/?{asked}").status_code == 200


@pytest.mark.parametrize(("language", "words"), [("en", "Fucheng"), ("zh-hans", "福城")])
def test_whoever_moved_is_handed_to_the_community_of_the_new_home_by_one_form(key, as_, language, words):
    worker, stranger = as_("community_worker", language), as_("stranger", language)
    assert stranger.get(f"/follow-ups/{key}/").status_code == 404
    homes = worker.get("/follow-ups/homes", {"words": "福城"}).content.decode()
    assert 'value="430105001004"' in homes
    assert words in homes
    given = {"to_place_id": "430105001004", "reason": "told us at the door"}
    assert worker.post(f"/follow-ups/{key}/move", given).status_code == 302
    assert "Friend" not in worker.get("/follow-ups/?only=open").content.decode()
    assert worker.get(f"/follow-ups/{key}/").status_code == 404
    assert "Friend" in stranger.get("/follow-ups/?only=open").content.decode()
