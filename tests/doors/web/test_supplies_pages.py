"""Supplies on screen: one bar that always fills, rounds answered door by door, a book of donations; strangers see nothing."""

import re

import pytest

HERE = "430102003001"
DEPOT = {"key": "gym", "name": "体育馆", "place": "430102", "lat": "28.18", "lon": "112.99"}
HOUSEHOLD = {
    "household": "door-1",
    "place": HERE,
    "adults": "2",
    "infants": "1",
    "gate": "east",
    "lat": "28.19",
    "lon": "113.0",
}
HOURS = {"starts_at": "2021-07-31T18:00", "hours": "4", "vehicles": "van, gym, 500"}
MONEY = {"kind": "money", "donor": "天门山旅游公司", "place": "430102", "amount_yuan": "10,000,000"}


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def closed(opened, cast, clock, keep) -> str:
    """People of 桐荫里 are bound to stay at home; nobody is counted."""
    from tests.operations.supplies.conftest import Supply

    def close() -> None:
        Supply(cast, clock).close(outbreak=opened)

    keep(close)
    return opened


@pytest.fixture
def stocked(closed, as_, keep) -> str:
    """A depot with rice and vegetables; one household is counted."""

    def fill() -> None:
        officer = as_("supplies_officer", "en")
        officer.post("/supplies/stock/depot", DEPOT)
        for item in ("grain", "vegetables", "protein", "oil"):
            officer.post("/supplies/stock/lot", {"depot": "gym", "item": item, "quantity": "50,000"})
        as_("community_worker", "en").post("/supplies/count", HOUSEHOLD)

    keep(fill)
    return closed


@pytest.fixture
def riding(stocked, as_) -> str:
    """The household is on a round; the address of the round."""
    page = text(as_("supplies_officer", "en").post("/supplies/plan/accept", HOURS, follow=True))
    assert "1 households are on 1 rounds." in page
    return re.search(r"/supplies/rounds/[0-9a-f-]{36}/", page).group()


def test_a_closed_community_in_which_nobody_was_counted_is_named(closed, as_):
    page = text(as_("commander", "en").get("/supplies/"))
    assert "Closed, and nobody counted" in page
    assert "Tongyinli" in page
    assert "3,000 residents" in page
    assert "No closed household is counted" in page


def test_who_is_counted_is_unserved_until_a_round_takes_them(stocked, as_):
    page = text(as_("commander", "en").get("/supplies/"))
    assert "0 supplied, 0 on the way, 1 unserved" in page
    assert "not planned yet 1" in page
    assert "Closed, and nobody counted" not in page


def test_the_plan_is_seen_before_it_is_accepted_and_nothing_is_written_by_looking(stocked, as_):
    officer = as_("supplies_officer", "en")
    page = text(officer.get("/supplies/plan/", HOURS))
    assert "no rounds below" in page
    assert "Accept" in page
    assert "1 unserved" in text(officer.get("/supplies/"))


def test_the_driver_sees_the_door_and_hands_over_once(riding, as_):
    worker = as_("grid_worker", "en")
    page = text(worker.get(riding))
    assert "door-1" in page
    assert "rice and flour 2,025 g" in page
    drop = re.search(rf"{riding}([0-9a-f-]+)\"", page).group(1)
    wrong = worker.post(f"{riding}{drop}", {"outcome": "word", "word": "x"})
    assert wrong.status_code == 400
    assert "not the word of this household" in text(wrong)
    done = text(worker.post(f"{riding}{drop}", {"outcome": "doorstep"}, follow=True))
    assert "at the doorstep" in done
    assert "1 supplied, 0 on the way, 0 unserved" in text(worker.get("/supplies/"))


def test_the_supplies_officer_sees_gates_and_no_doors(riding, as_):
    officer = as_("supplies_officer", "en")
    page = text(officer.get(riding))
    assert "east" in page
    assert "1 doors" in page
    assert "door-1" not in page
    assert "Your role reads no doors" in text(officer.get("/supplies/unserved/"))


def test_a_household_that_lacks_something_is_listed_with_it(stocked, as_):
    worker = as_("community_worker", "en")
    asked = {"household": "door-1", "item": "formula", "quantity": "2", "urgent": "1"}
    assert "The request is on record." in text(worker.post("/supplies/ask", asked, follow=True))
    page = text(worker.get("/supplies/unserved/"))
    assert "door-1" in page
    officer = as_("supplies_officer", "en")
    assert "infant formula" in text(officer.get("/supplies/plan/", HOURS))


def test_lots_show_their_balance_and_what_expired_is_taken_out(stocked, as_, clock):
    from datetime import timedelta

    officer = as_("supplies_officer", "en")
    officer.post(
        "/supplies/stock/lot",
        {"depot": "gym", "item": "water", "quantity": "12", "expires_on": "2021-08-02"},
    )
    assert "Expires within a week" in text(officer.get("/supplies/"))
    clock.advance(timedelta(days=4))
    assert "Take out what expired (1 lots)" in text(officer.get("/supplies/stock/"))
    assert "1 lots taken out." in text(officer.post("/supplies/stock/expired", follow=True))


def test_ten_million_yuan_are_received_thanked_for_and_read_by_everybody(opened, as_, client):
    officer, commander = as_("supplies_officer", "en"), as_("commander", "en")
    page = text(officer.post("/supplies/donations/offer", MONEY, follow=True))
    for step, who in (("received", officer), ("acknowledged", officer), ("published", commander)):
        donation = re.search(r"/supplies/donations/([0-9a-f-]{36})/", page).group(1)
        assert "天门山旅游公司" not in text(client.get(f"/donated/{opened}/"))
        who.post(f"/supplies/donations/{donation}/{step}")
        page = text(commander.get("/supplies/donations/")) if step != "published" else page
    client.cookies["django_language"] = "en"
    shown = text(client.get(f"/donated/{opened}/"))
    assert "天门山旅游公司" in shown
    assert "10,000,000 yuan" in shown
    assert "Nothing of it is spent yet." in shown


def test_donated_money_is_spent_by_a_receipt_and_everybody_reads_what_is_left(opened, as_, client):
    officer, commander = as_("supplies_officer", "en"), as_("commander", "en")
    depot = {"key": "gym", "name": "学校体育馆", "place": "430102", "lat": "28.18", "lon": "112.99"}
    officer.post("/supplies/stock/depot", depot)
    page = text(officer.post("/supplies/donations/offer", MONEY, follow=True))
    for step, who in (("received", officer), ("acknowledged", officer), ("published", commander)):
        donation = re.search(r"/supplies/donations/([0-9a-f-]{36})/", page).group(1)
        who.post(f"/supplies/donations/{donation}/{step}")
        page = text(commander.get("/supplies/donations/")) if step != "published" else page
    bought = {
        "place": MONEY["place"],
        "depot": "gym",
        "item": "water",
        "quantity": "500",
        "seller": "粮油公司",
    }
    bought |= {"amount_yuan": "4,000", "receipt": "0042"}
    page = text(officer.post("/supplies/donations/buy", bought, follow=True))
    assert "receipt 0042" in page
    assert officer.post("/supplies/donations/buy", {**bought, "amount_yuan": ""}).status_code == 400
    too_much = {**bought, "receipt": "0043", "amount_yuan": "10,000,000"}
    assert officer.post("/supplies/donations/buy", too_much).status_code == 409
    client.cookies["django_language"] = "zh-hans"
    shown = text(client.get(f"/donated/{opened}/"))
    assert "9,996,000元" in shown
    assert "票据 0042" in shown


def test_a_list_of_an_outbreak_that_is_not_there_is_empty_like_any_other(opened, client):
    client.cookies["django_language"] = "en"
    for outbreak in ("no-such", opened):
        assert "Nothing is published yet." in text(client.get(f"/donated/{outbreak}/"))


def test_a_stranger_finds_no_household_no_stock_and_no_round(riding, as_):
    stranger = as_("stranger", "en")
    page = text(stranger.get("/supplies/"))
    assert "No closed household is counted" in page
    assert "door-1" not in page
    assert stranger.get(riding).status_code == 404
    assert "体育馆" not in text(stranger.get("/supplies/stock/"))


def test_the_past_shows_what_was_known_and_offers_nothing_to_press(stocked, as_, clock):
    from datetime import timedelta

    before = clock.now().isoformat()
    clock.advance(timedelta(minutes=30))
    officer = as_("supplies_officer", "en")
    officer.post("/supplies/plan/accept", HOURS)
    assert "0 supplied, 1 on the way, 0 unserved" in text(officer.get("/supplies/"))
    page = text(officer.get("/supplies/", {"known_at": before}))
    assert "0 supplied, 0 on the way, 1 unserved" in page
    assert "No round yet" in page
    assert 'href="/supplies/plan/"' not in page


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/supplies/count", {**HOUSEHOLD, "household": ""}),
        ("/supplies/count", {**HOUSEHOLD, "adults": "many"}),
        ("/supplies/stock/depot", {**DEPOT, "lat": "north"}),
        ("/supplies/plan/accept", {**HOURS, "hours": "long"}),
        ("/supplies/plan/accept", {**HOURS, "vehicles": "a van"}),
        ("/supplies/plan/accept", {**HOURS, "starts_at": ""}),
        ("/supplies/donations/offer", {**MONEY, "amount_yuan": "much"}),
    ],
)
def test_what_is_not_understood_is_said_in_both_languages(opened, as_, address, form):
    assert "This was not understood" in text(as_("commander", "en").post(address, form))
    assert "没有看懂" in text(as_("commander").post(address, form))


def test_both_languages_are_whole(riding, as_):
    for address in ("/supplies/", "/supplies/stock/", "/supplies/donations/", "/supplies/plan/", riding):
        assert as_("commander").get(address).status_code == 200
    assert "已保障0户，在途1户，未保障0户" in text(as_("commander").get("/supplies/"))
