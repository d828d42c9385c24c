"""The story of the issue on screen: one case in, the whole net out; each sees what is theirs and nothing else."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import fits

COMMUNITY = "430102003001"
"""桐荫里, Furong: the community worker's. The stranger works in Kaifu."""
NAME = "Story Person"


def _open_map(page: Page, within: str) -> None:
    page.goto(f"{_base(page)}/map/?within={within}")
    page.wait_for_selector("[data-map][data-shown]")


def _base(page: Page) -> str:
    return "/".join(page.url.split("/")[:3])


def _layers(page: Page, within: str) -> dict:
    return json.loads(
        page.evaluate("url => fetch(url).then(r => r.text())", f"/map/layers.json?within={within}")
    )


def test_the_commander_sees_four_cities_and_looks_down_to_the_community(enter):
    page = enter("commander")
    page.wait_for_url("**/map/")
    page.wait_for_selector("[data-map][data-shown]")
    assert len(_layers(page, "43")["places"]["features"]) == 32
    expect(page.get_by_role("heading", name="Race clock")).to_be_visible()
    expect(page.locator(".clock .hours")).to_be_visible()
    expect(page.locator(".clock")).to_contain_text("since the first report")
    for within, name in (("430102", "Furong District"), ("430102003", None)):
        _open_map(page, within)
        crumbs = page.locator("[data-crumbs] button")
        expect(crumbs.first).to_have_text("Hunan (four cities)")
        if name:
            expect(crumbs.last).to_have_text(name)
    assert COMMUNITY in {
        f["properties"]["place_id"] for f in _layers(page, "430102003")["places"]["features"]
    }
    page.locator("[data-crumbs] button").first.click()
    page.wait_for_selector("[data-map][data-shown='43']")


def test_a_click_on_the_map_opens_the_day_of_the_place(enter):
    page = enter("commander", at="/map/?within=430802")
    page.wait_for_selector("[data-map][data-shown]")
    box = page.locator("[data-map]").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#sheet h2")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).to_be_empty()


def test_the_keyboard_reaches_map_orders_search_and_a_new_case(enter):
    page = enter("commander")
    page.wait_for_selector("[data-map][data-shown]")
    for keys, address in (("g o", "/orders/"), ("g m", "/map/"), ("n c", "/report/")):
        for key in keys.split():
            page.keyboard.press(key)
        page.wait_for_url(f"**{address}")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator(".search input[type=search]")).to_be_focused()


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    """What earlier steps of the story leave for later ones."""
    return {}


def _report(page: Page) -> None:
    page.fill("[name=name]", NAME)
    page.fill("[name=onset_on]", "2021-07-29")
    page.fill("[name=residence]", "桐荫里")
    page.locator(f"[name=residence_place_id] option[value='{COMMUNITY}']").wait_for(state="attached")
    page.select_option("[name=residence_place_id]", COMMUNITY)
    page.locator("main summary").first.click()
    page.fill("[name=pasted]", "7月28日 10:00-12:30 穿紫河三号游船\n7月29日 新屋社区\nhe could not remember")
    page.get_by_role("button", name="Make rows").click()
    expect(page.get_by_text("he could not remember").last).to_be_visible()
    boat = page.locator("[name=stay_place_id]").nth(1)
    boat.locator("option", has_text=re.compile("Boat|游船")).first.wait_for(state="attached")
    boat.select_option(index=1)
    page.get_by_role("button", name="Report, then see who was exposed").click()
    page.wait_for_url("**/cases/**")


def test_the_commander_reports_a_case_and_the_proposals_appear(enter, told):
    page = enter("commander", at="/report/")
    _report(page)
    told["case"] = page.url
    expect(page.get_by_text("place not settled")).to_be_visible()
    page.get_by_role("button", name="Respond").click()
    page.wait_for_url("**/response/")
    expect(page.locator("#message")).to_contain_text("new")
    expect(page.locator(".proposal").first).to_be_visible()


def _choose_in_changsha(page: Page, title: str) -> None:
    """Tick the proposal of this title for Changsha alone."""
    group = page.locator(
        "article.proposal", has=page.locator(f"> .pick > input[aria-label='{title}'][name=group]")
    )
    group.locator("summary").click()
    group.locator(".within article", has_text="Changsha").locator("> .pick > input").check()


def test_the_commander_signs_and_what_restricts_waits_for_the_second_office(enter, told):
    page = enter("commander", at="/response/")
    for title in ("Duty round the clock", "Set up checkpoints"):
        _choose_in_changsha(page, title)
    expect(page.locator("[data-people-chosen]")).to_contain_text("2 chosen")
    page.get_by_role("button", name="Sign chosen").click()
    expect(page.locator("#message")).to_contain_text("1 wait for a second office")
    worker = enter("community-worker", width=390, height=844)
    expect(worker.locator(".task h2", has_text="Duty round the clock")).to_be_visible()
    expect(worker.locator(".task h2", has_text="Set up checkpoints")).to_have_count(0)


def test_the_second_office_signs_and_the_order_reaches_the_community(enter):
    page = enter("city-cdc", at="/response/")
    page.locator("article.proposal", has_text="Set up checkpoints").filter(has_text="1 of 2").locator(
        "input[type=checkbox]"
    ).first.check()
    page.get_by_role("button", name="Sign chosen").click()
    expect(page.locator("#message")).to_contain_text("1 in effect")
    worker = enter("community-worker", width=390, height=844)
    expect(worker.locator(".task h2", has_text="Set up checkpoints")).to_be_visible()


def _prove(task) -> None:
    if task.locator("[name=content][pattern]").count():
        task.locator("[name=content]").fill("3")
    elif task.locator("textarea[name=content]").count():
        task.locator("textarea[name=content]").fill("one\ntwo")
    elif task.locator("[data-locate]").count():
        task.locator("[name=content]").fill("28.19,112.98")


def test_the_worker_marks_a_task_done_with_its_proof_and_the_map_changes(enter):
    worker = enter("community-worker", width=390, height=844)
    done_before = _done_at(worker)
    title = worker.locator(".task h2").first.inner_text()
    task = worker.locator(".task", has_text=title).first
    button = task.get_by_role("button", name="Acknowledge")
    assert button.bounding_box()["height"] >= 48
    button.click()
    expect(task.get_by_role("button", name="Done")).to_be_visible()
    _prove(task)
    task.get_by_role("button", name="Done").click()
    expect(task.locator(".badge.done")).to_be_visible()
    assert _done_at(worker) != done_before
    commander = enter("commander", at="/orders/")
    expect(commander.locator("tr", has_text=title).filter(has_text="Tongyinli").first).to_be_visible()


def _done_at(page: Page) -> str:
    (own,) = [
        f["properties"]["orders"]
        for f in _layers(page, "430102003")["places"]["features"]
        if f["properties"]["place_id"] == COMMUNITY
    ]
    return own


def test_the_worker_of_another_district_sees_none_of_it(enter, told):
    page = enter("other-district-worker")
    expect(page.get_by_text("Nothing to do")).to_be_visible()
    for path in ("/cases/", "/exposed/", "/orders/", "/restrictions/", "/areas/", "/map/"):
        page.goto(f"{_base(page)}{path}")
        for secret in (NAME, "Tongyinli", "桐荫里"):
            assert secret not in page.content()
    assert page.goto(told["case"]).status == 404
    assert page.goto(told["case"][:-4] + "0000/").status == 404


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_is_wider_than_the_screen_in_either_language(enter, language):
    page = enter("commander", language, at="/outbreak/")
    paths = ("map", "cases", "exposed", "report", "response", "orders", "tasks", "areas", "restrictions")
    for path in (*paths, "outbreak", "imports"):
        page.goto(f"{_base(page)}/{path}/")
        assert page.evaluate("document.documentElement.lang") == ("en" if language == "en" else "zh-Hans")
        for width, height in ((1440, 900), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            assert fits(page), path


def test_the_auditor_reads_and_verifies_the_journal(enter):
    page = enter("auditor")
    page.wait_for_url("**/journal/")
    expect(page.locator("tbody tr").first).to_be_visible()
    page.get_by_role("button", name="Verify").click()
    expect(page.locator("#message")).to_contain_text("all whole")
