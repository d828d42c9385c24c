"""The race clock's page: computed at a button, dear orders with interval and remedy, nobody else's orders, no sanction."""

import re

import pytest

from tests.operations.race.small import settle_small


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Whatever place is run, it is the small city."""
    settle_small(monkeypatch)
    monkeypatch.setattr(
        "fangxian.operations.race.services.ask.__wrapped__.__kwdefaults__", {"place_id": None, "futures": 40}
    )


def text(answer) -> str:
    return answer.content.decode()


def run_to_the_end(client) -> None:
    """Press the button and do as the page does: ask for the next part until it leads back to the page."""
    assert client.post("/race/compute").status_code == 302
    address = re.search(r'hx-post="(/race/[\w-]+/on)"', text(client.get("/race/"))).group(1)
    while "HX-Redirect" not in (answer := client.post(address, headers={"HX-Request": "true"})).headers:
        assert 'hx-trigger="load"' in text(answer)


@pytest.fixture
def computed(signed, as_):
    """The clock of the tiny outbreak, whose orders are out."""
    run_to_the_end(as_("commander"))


def test_before_the_first_clock_the_page_says_what_would_fill_it(signed, as_):
    page = text(as_("commander", "en").get("/race/"))
    assert "Not computed yet" in page
    assert "Compute" in page
    assert "还没有算过" in text(as_("commander").get("/race/"))


def test_while_it_is_computed_it_says_that_it_compiles_and_asks_for_the_next_part(signed, as_):
    client = as_("commander", "en")
    client.post("/race/compute")
    page = text(client.get("/race/"))
    assert "half a minute the first time" in page
    assert 'hx-trigger="load"' in page
    assert "首次编译" in text(as_("commander").get("/race/"))


def test_every_price_has_its_interval_as_a_whisker_and_in_words(computed, as_):
    page = text(as_("commander", "en").get("/race/"))
    bars = re.findall(r'<svg class="price".*?</svg>', page)
    assert bars
    assert all("infections an hour," in bar and 'class="whisker"' in bar for bar in bars)


def test_what_is_too_small_and_what_has_no_price_are_folded_with_their_reasons(computed, as_):
    for language, words in {
        "en": ("Too small to tell", "Without a price", "no ground for a sanction"),
        "zh-hans": ("相差太小，无法判断", "没有价的", "不是问责的依据"),
    }.items():
        page = text(as_("commander", language).get("/race/"))
        assert all(word in page for word in words)
        assert page.count("<details") >= 2


def test_a_clerk_sees_no_button_and_nobody_elses_orders(computed, as_):
    page = text(as_("stranger", "en").get("/race/"))
    assert "Compute" not in page
    assert "Furong" not in page.split("<main")[1]
    assert as_("stranger").post("/race/compute").status_code == 403


def test_a_clock_that_orders_have_overtaken_says_so(computed, as_, cast, clock):
    from datetime import timedelta

    from fangxian.operations.mobilising import issue_by_hand

    clock.advance(timedelta(hours=3))
    issue_by_hand(
        cast.commander, clock, outbreak_id="tiny-2021", measure="duty-24h", place_id="430102", instruction=None,
        due_at=clock.now() + timedelta(hours=5),
    )  # fmt: skip
    page = text(as_("commander", "en").get("/race/"))
    assert "1 orders given: compute it anew" in page
    assert "(3 h ago)" in page


def test_an_order_says_its_price_and_how_old_it_is(computed, as_):
    client = as_("commander", "en")
    orders = set(re.findall(r'href="(/orders/[\w-]+/)"><strong>', text(client.get("/race/"))))
    assert orders
    for address in orders:
        assert "Another hour of delay" in text(client.get(address))


def test_the_map_adds_up_dear_places_in_each_place_it_draws(computed, cast, monkeypatch):
    from types import SimpleNamespace

    from fangxian.doors.web.pages.map import pricing

    dear = {"430102003001": 0.4, "430102003002": 0.5, "430105001004": 0.3}
    monkeypatch.setattr(pricing, "list_dear_places", lambda *_: dear)
    desk = SimpleNamespace(reach=cast.commander.reach, then=None, language="en")
    found = pricing.sum_prices(desk, SimpleNamespace(id="tiny-2021"), ["430102", "4302"])
    assert found == {"430102": pytest.approx(0.9)}
    assert pricing.price_word(desk, found["430102"]) == "+0.90/h"
    assert pricing.price_word(desk, 0.0) == ""


def test_the_command_page_shows_the_dearest_orders_and_leads_to_the_rest(computed, as_):
    assert 'href="/race/"' in text(as_("commander", "en").get("/map/panel"))
