"""The countdowns on screen: late on top with the cause, what one was told, seen once."""

import re
from datetime import timedelta


def _page(client) -> str:
    return client.get("/clocks/").content.decode()


def test_what_is_late_stands_on_top_with_its_cause(signed, as_, clock):
    clock.advance(timedelta(hours=30))
    page = _page(as_("commander", "en"))
    first_row = page.split("<tbody>")[1].split("</tr>")[0]
    assert 'class="late"' in first_row
    assert re.search(r"late upstream|no staff|no answer|not done", first_row)
    assert re.search(r"\d+ (?:h|min|d).* late", first_row)


def test_told_once_seen_once(signed, as_, clock):
    clock.advance(timedelta(hours=16))
    commander, worker = as_("commander", "en"), as_("community_worker", "en")
    assert "Told to you" not in _page(worker)
    assert commander.post("/clocks/ring").status_code == 302
    assert "escalations told" in _page(commander)
    page = _page(worker)
    assert "Told to you" in page
    told = re.findall(r'name="nudge" value="([^"]+)"', page)
    assert worker.post("/clocks/seen", {"nudge": [*told, "not-an-id"]}).status_code == 302
    assert not set(told) & set(re.findall(r'name="nudge" value="([^"]+)"', _page(worker)))


def test_a_worker_is_offered_no_bell_and_may_not_ring_it(signed, as_):
    worker = as_("community_worker", "en")
    assert "Tell now" not in _page(worker)
    assert worker.post("/clocks/ring").status_code == 403


def test_looking_back_nothing_can_be_rung(signed, as_, clock):
    commander = as_("commander", "en")
    session = commander.session
    session["known_at"] = (clock.now() - timedelta(hours=1)).isoformat()
    session.save()
    assert "Tell now" not in _page(commander)
    assert commander.post("/clocks/ring").status_code == 409


def test_a_worker_elsewhere_sees_no_clock_of_the_case(signed, as_, clock):
    clock.advance(timedelta(hours=30))
    page = _page(as_("stranger", "en"))
    assert "Case 1" not in page
    assert "Furong District CDC" not in page
