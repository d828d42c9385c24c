"""Venues on screen: what is due, one tap when all is in order, a deadline for every no, a closing told to the operator."""

from datetime import timedelta

import pytest

MASKS = {"answer-masks": "no"}


def text(answer) -> str:
    return answer.content.decode()


def answers(outbreak: str, cast, clock, **said) -> dict[str, str]:
    """A form in which everything is right but what is said."""
    from fangxian.operations.outreach.looking import view_venue

    view = view_venue(cast.commander.reach, outbreak, "v-teahouse", clock.now())
    return {**{f"answer-{one.key}": "yes" for one in view.questions}, **said}


@pytest.fixture
def late(opened, as_, cast, clock):
    """Masks were missing at the teahouse yesterday."""
    form = answers(opened, cast, clock, **MASKS)
    assert as_("community_worker").post("/venues/v-teahouse/look", form).status_code == 302
    clock.advance(timedelta(hours=25))
    return opened


def test_what_is_due_leads_to_its_form_and_one_tap_settles_it(opened, as_):
    worker = as_("community_worker", "en")
    page = text(worker.get("/venues/"))
    assert "/venues/v-teahouse/" in page
    assert "never looked at" in page
    assert "All in order" in text(worker.get("/venues/v-teahouse/"))
    after = text(worker.post("/venues/v-teahouse/look", {"all": "yes"}, follow=True))
    assert "Recorded." in after
    assert "No venue is due" in after


def test_a_no_is_a_finding_with_a_deadline_and_is_closed_with_proof(opened, as_, cast, clock):
    worker = as_("community_worker", "en")
    form = answers(opened, cast, clock, **MASKS)
    after = text(worker.post("/venues/v-teahouse/look", form, follow=True))
    assert "New findings: 1; still wrong: 0" in after
    assert "Staff and customers wear masks" in after
    assert "All in order" not in after, "what was wrong is asked one by one"
    right = {**answers(opened, cast, clock), "proof-masks": "a box of masks at the door"}
    worker.post("/venues/v-teahouse/look", right)
    assert "No finding is open" in text(worker.get("/venues/findings"))
    assert "a box of masks at the door" in text(worker.get("/venues/findings?all=1"))


def test_an_unanswered_question_is_named(opened, as_):
    refused = as_("community_worker", "en").post("/venues/v-teahouse/look", {"answer-masks": "yes"})
    assert refused.status_code == 400
    assert "temperature" in text(refused)


def test_a_commander_closes_what_is_late_and_opens_it_again(late, as_):
    commander = as_("district_commander", "en")
    closed = text(commander.post("/venues/v-teahouse/close", {"reason": "no masks"}, follow=True))
    assert "closed on findings" in closed
    assert "Findings still open: 1" in closed
    assert "closed on findings" in text(commander.get("/venues/"))
    assert "closed for now" in text(commander.get("/notices/desk/"))
    page = text(commander.get("/venues/findings"))
    address = page.split('action="/venues/findings/')[1].split('"')[0]
    commander.post(f"/venues/findings/{address}", {"proof": "masks at the till"})
    opened_again = text(commander.post("/venues/v-teahouse/reopen", {"reason": "right"}, follow=True))
    assert "It may open again." in opened_again


def test_walks_are_planned_and_name_what_is_on_no_map(opened, as_):
    page = text(as_("community_worker", "en").get("/venues/walks?walkers=2&minutes=60"))
    assert "on no map" in page
    assert as_("community_worker").get("/venues/walks?walkers=many").status_code == 400


def test_a_loudspeaker_is_placed_and_played(opened, as_, cast, clock):
    from fangxian.operations.notices.outbox import open_outlet

    outlet, _ = open_outlet(
        cast.publicity_officer, clock, place_id="430102003001", channel="loudspeaker", name="no. 1"
    )
    worker = as_("community_worker", "en")
    post = {"spot": "at the gate", "keeper": "property office", "hours": "08:00，12:00"}
    placed = text(worker.post(f"/venues/loudspeakers/{outlet}/place", post, follow=True))
    assert "Plays missed today: 2" in placed
    played = text(worker.post(f"/venues/loudspeakers/{outlet}/play", {"times": "2"}, follow=True))
    assert "2 of 2" in played
    assert "at the gate" not in text(as_("stranger", "en").get("/venues/loudspeakers"))


def test_a_stranger_finds_no_such_venue(late, as_):
    assert as_("stranger").get("/venues/v-teahouse/").status_code == 404
    assert as_("stranger").post("/venues/v-teahouse/look", {"all": "yes"}).status_code == 404
    assert "茶馆" not in text(as_("stranger").get("/venues/findings"))
