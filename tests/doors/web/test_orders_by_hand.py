"""An order by hand on screen: chosen, previewed, given; an office that cannot; the office above that decides."""

import pytest

from fangxian.operations.orders.queries import list_my_tasks, list_orders

FORM = {"measure": "duty-24h", "places": "430102", "due_at": "2021-08-02T08:00"}


@pytest.fixture
def given(opened, as_, cast, clock):
    """Duty round the clock in Furong; returns the order."""
    answer = as_("district_commander", "en").post("/orders/new/give", FORM)
    assert answer.status_code == 302, answer.content.decode()
    (row,) = list_orders(cast.commander.reach, opened, clock.now())
    return row


def my_task(cast, clock):
    return list_my_tasks(cast.community_worker, clock.now())[0]


def test_before_it_is_given_the_page_says_whom_it_reaches_and_nobody_is_told(opened, as_, cast, clock):
    page = as_("district_commander", "en").post("/orders/new/preview", FORM).content.decode()
    assert "Reaches 5 offices" in page
    assert list_orders(cast.commander.reach, opened, clock.now()) == ()


def test_a_place_is_named_or_coded_and_an_unclear_one_is_asked_again(opened, as_):
    commander = as_("commander", "en")
    assert commander.post("/orders/new/preview", {**FORM, "places": "芙蓉区文艺路街道"}).status_code == 200
    for unclear in ("", "nowhere at all"):
        assert commander.post("/orders/new/preview", {**FORM, "places": unclear}).status_code == 400
    assert commander.post("/orders/new/preview", {**FORM, "due_at": "soon"}).status_code == 400


def test_only_who_commands_gives_orders(opened, as_):
    worker = as_("community_worker", "en")
    assert worker.get("/orders/new/").status_code == 403
    assert worker.post("/orders/new/give", FORM).status_code == 403


def test_an_order_is_told_by_its_number_and_binds_nobody(given, as_):
    page = as_("commander", "en").get(f"/orders/{given.id}/").content.decode()
    assert "No. 1" in page
    assert "binds nobody" in page


def test_an_office_that_cannot_is_met_by_the_office_above_which_decides(given, as_, cast, clock):
    worker, street, task = as_("community_worker", "en"), as_("street_worker", "en"), my_task(cast, clock)
    worker.post(f"/tasks/{task.id}/not-feasible", {"reason": "two of us are on duty"})
    assert "two of us are on duty" in street.get("/orders/").content.decode()
    assert "two of us are on duty" not in as_("stranger", "en").get("/orders/").content.decode()
    opened_row = street.get(f"/orders/dispatches/{task.dispatch_id}/events/").content.decode()
    assert "Insist" in opened_row
    street.post(f"/orders/dispatches/{task.dispatch_id}/insist", {"reason": "two more come tonight"})
    assert my_task(cast, clock).status == "acknowledged"


def test_an_office_splits_gives_an_owner_and_adds_detail(given, as_, cast, clock):
    worker, task = as_("community_worker", "en"), my_task(cast, clock)
    worker.post(f"/tasks/{task.id}/split", {"parts": "day shift\nnight shift\n"})
    worker.post(f"/tasks/{my_task(cast, clock).id}/assign", {"owner": "grid-worker"})
    as_("street_worker", "en").post(f"/tasks/{my_task(cast, clock).id}/detail", {"words": "second floor"})
    page = worker.get("/tasks/").content.decode()
    assert all(words in page for words in ("day shift", "night shift", "Grid worker", "second floor"))


def test_the_whole_order_is_given_more_time_replaced_and_taken_back(given, as_, cast, clock):
    commander = as_("commander", "en")
    commander.post(f"/orders/{given.id}/postpone", {"due_at": "2021-08-03T08:00", "reason": "rain"})
    commander.post(f"/orders/{given.id}/supersede", {"due_at": "2021-08-04T08:00", "reason": "two shifts"})
    assert "replaced by no. 2" in commander.get(f"/orders/{given.id}/").content.decode()
    newest = list_orders(cast.commander.reach, given.outbreak_id, clock.now())[0]
    assert newest.number == 2
    commander.post(f"/orders/{newest.id}/revoke", {"reason": "over"})
    assert all(row.revoked_at for row in list_orders(cast.commander.reach, given.outbreak_id, clock.now()))


def test_an_unknown_act_and_a_stranger_are_told_the_same(given, as_, cast, clock):
    dispatch = my_task(cast, clock).dispatch_id
    assert as_("commander", "en").post(f"/orders/dispatches/{dispatch}/burn").status_code == 404
    assert as_("stranger", "en").post(f"/orders/dispatches/{dispatch}/nudge").status_code == 404
