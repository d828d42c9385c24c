"""Signals on screen: recorded by whoever knows, beside each the rule it fired, and another district sees nothing."""

import pytest

HERE = "430102003001"
POOL = {"pool_id": "t-17", "place": HERE, "result_at": "2021-07-31T17:00", "members": "10"}
ROOMS = {"what": "rooms", "place": HERE, "needed": "1,200", "available": "900"}
LAB = {"source": "laboratory", "place": HERE, "due_at": "2021-07-31T08:00"}


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def recorded(opened, as_) -> str:
    """A positive pool, recorded by the community."""
    page = text(as_("community_worker", "en").post("/signals/pool", POOL, follow=True))
    assert "The pool is recorded." in page
    return opened


def test_a_signal_says_that_the_plan_was_not_run_yet_and_offers_to(recorded, as_):
    page = text(as_("commander", "en").get("/signals/"))
    assert "Pool t-17 · 10 people · result 31 Jul 17:00" in page
    assert "The plan has not been run since it was recorded." in page
    assert "Run the plan" in page
    assert "Run the plan" not in text(as_("community_worker", "en").get("/signals/"))


def test_once_the_plan_was_run_the_rule_it_fired_stands_beside_it(recorded, as_):
    commander = as_("commander", "en")
    commander.post("/response/run")
    page = text(commander.get("/signals/"))
    assert "A pool is positive" in page
    assert "waits for a signature" in page
    assert "8th edition" in page
    assert "Run the plan" not in page
    assert "混检" in text(as_("commander").get("/signals/"))


def test_what_it_fired_is_told_as_signed_and_as_withdrawn(recorded, as_, clock):
    from datetime import timedelta

    commander = as_("commander", "en")
    commander.post("/response/run")
    clock.advance(timedelta(minutes=5))
    as_("community_worker", "en").post("/signals/pool", {**POOL, "confirmed": "no"})
    commander.post("/response/run")
    page = text(commander.get("/signals/"))
    assert "negative one by one" in page
    assert "withdrawn, no longer supported" in page


def test_capacities_and_feeds_are_recorded_and_read(opened, as_):
    commander = as_("commander", "en")
    assert "300 short" in text(commander.post("/signals/capacity", ROOMS, follow=True))
    page = text(commander.post("/signals/feed", LAB, follow=True))
    assert "laboratory · due 31 Jul 08:00 · never came" in page


def test_the_past_shows_what_was_recorded_by_then_and_offers_no_form(recorded, as_, clock):
    from datetime import timedelta

    before = (clock.now() - timedelta(hours=1)).isoformat()
    page = text(as_("commander", "en").get("/signals/", {"known_at": before}))
    assert "t-17" not in page
    assert "Record a signal" not in page


def test_another_district_sees_nothing_and_records_nothing_there(recorded, as_):
    stranger = as_("stranger", "en")
    assert "t-17" not in text(stranger.get("/signals/"))
    here, nowhere = (stranger.post("/signals/pool", {**POOL, "place": place}) for place in (HERE, "999"))
    assert here.status_code == nowhere.status_code == 400


def test_the_auditor_reads_and_records_nothing(recorded, as_):
    auditor = as_("auditor", "en")
    assert "t-17" in text(auditor.get("/signals/"))
    assert auditor.post("/signals/pool", POOL).status_code == 403


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("pool", {**POOL, "pool_id": " "}),
        ("pool", {**POOL, "result_at": "yesterday"}),
        ("pool", {**POOL, "place": "nowhere at all"}),
        ("capacity", {**ROOMS, "needed": "many"}),
        ("feed", {**LAB, "source": ""}),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_is_recorded(opened, as_, kind, given):
    commander = as_("commander", "en")
    answer = commander.post(f"/signals/{kind}", given)
    assert answer.status_code == 400
    assert "This was not understood" in text(answer)
    assert "No signal yet" in text(commander.get("/signals/"))


def test_a_kind_there_is_none_of_is_not_found(opened, as_):
    assert as_("commander", "en").post("/signals/comet", POOL).status_code == 404
