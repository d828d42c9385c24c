"""From the exposed to the clinician: many decided at once, a check at the door, a red flag, a resident's own link."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import fits

COMMUNITY = "430102003001"
"""桐荫里, Furong: the community worker's."""
FRIENDS = ("Friend One", "Friend Two", "Friend Three")


@pytest.fixture(autouse=True)
def patience():
    """A test machine may be busy: what is expected may take longer to appear."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


def _base(page: Page) -> str:
    return "/".join(page.url.split("/")[:3])


def _report_with_friends(page: Page) -> None:
    """A case of 桐荫里 who names three friends: their homes are not known, so the reporting office answers for them."""
    page.fill("[name=name]", "Source Person")
    page.fill("[name=onset_on]", "2021-07-29")
    page.fill("[name=residence]", "桐荫里")
    page.locator(f"[name=residence_place_id] option[value='{COMMUNITY}']").wait_for(state="attached")
    page.select_option("[name=residence_place_id]", COMMUNITY)
    for number, name in enumerate(FRIENDS):
        while page.locator("[name=contact_name]").count() <= number:
            page.locator("[hx-get$='/report/contact']").first.click()
            page.wait_for_timeout(300)
        page.locator("[name=contact_name]").nth(number).fill(name)
        page.locator("[name=contact_last_on]").nth(number).fill("2021-07-30")
    page.get_by_role("button", name="Report, then see who was exposed").click()
    page.wait_for_url("**/cases/**")


def _run_the_plan(page: Page) -> None:
    page.locator("form[action$='/response/run'] button").click()
    expect(page.locator("#message")).to_contain_text("new")


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    """What earlier steps leave for later ones."""
    return {}


def test_the_commander_opens_a_group_and_decides_a_test_for_all_of_it(enter):
    _report_with_friends(enter("community-worker", at="/report/"))
    page = enter("commander", at="/response/")
    _run_the_plan(page)
    for key in "ge":
        page.keyboard.press(key)
    page.wait_for_url("**/exposed/")
    page.select_option("select[name=kind]", "named")
    page.wait_for_url("**kind=named**")
    page.locator(".groups a").first.click()
    page.wait_for_url("**group=**")
    expect(page.locator("#opened tbody tr")).to_have_count(len(FRIENDS))
    page.get_by_label("all 3 of the group").check()
    page.select_option("select[name=offer]", "test|test-contacts")
    expect(page.locator(".says")).to_contain_text("Would open follow-up for 3 people")
    page.fill("[name=reason][placeholder]", "named by the case")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.locator("#message")).to_contain_text("Follow-up opened for 3 people.")
    expect(page.locator("#opened tbody .badge.waits")).to_have_count(0)


def test_quarantine_shows_whom_it_binds_before_anybody_signs(enter):
    page = enter("commander", at="/exposed/?kind=named")
    page.locator("input[name=person]").first.check()
    page.select_option("select[name=offer]", "quarantine|central-quarantine")
    expect(page.locator(".says")).to_contain_text("Would bind 1 people")
    expect(page.locator(".says")).to_contain_text("2 offices")


def test_the_workers_phone_shows_the_check_and_records_symptoms_with_three_taps(enter):
    worker = enter("community-worker", width=390, height=844)
    worker.get_by_role("link", name="Follow-up").last.click()
    worker.wait_for_url("**/follow-ups/")
    worker.goto(f"{_base(worker)}/follow-ups/?only=open")
    card = worker.locator("article.check", has_text=FRIENDS[0])
    expect(card).to_have_count(1)
    assert card.get_by_role("button", name="Well").bounding_box()["height"] >= 48
    card.locator("summary").click()
    card.get_by_label("cough").check()
    card.get_by_role("button", name="Record the symptoms").click()
    expect(worker.locator("article.check", has_text=FRIENDS[0])).to_contain_text(
        "The clinician has been told"
    )


def test_one_tap_is_enough_for_who_is_well(enter):
    worker = enter("community-worker", width=390, height=844, at="/follow-ups/?only=open")
    worker.locator("article.check", has_text=FRIENDS[1]).get_by_role("button", name="Well").click()
    expect(worker.locator("article.check", has_text=FRIENDS[1])).to_contain_text("Recorded.")


def test_the_clinician_sees_the_red_flag_takes_it_and_settles_it(enter):
    clinician = enter("commander", at="/follow-ups/")
    clinician.get_by_role("link", name="red flags waiting").click()
    flag = clinician.locator("article", has_text=FRIENDS[0])
    expect(flag).to_contain_text("cough")
    flag.get_by_role("button", name="Take it").click()
    expect(clinician.locator("article", has_text=FRIENDS[0])).to_contain_text("in hand")
    clinician.locator("article", has_text=FRIENDS[0]).locator("select").select_option("tested")
    clinician.get_by_role("button", name="Settle").click()
    expect(clinician.locator("article", has_text=FRIENDS[0])).to_have_count(0)


def test_the_resident_answers_by_the_link_without_signing_in(enter, browser, told):
    worker = enter("community-worker", width=390, height=844, at="/follow-ups/?only=open")
    worker.locator("article.check", has_text=FRIENDS[2]).locator("h2 a").click()
    worker.get_by_role("button", name="Make a link").click()
    told["link"] = worker.locator("#own-link a").get_attribute("href")
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, locale="en"
    )
    resident = context.new_page()
    resident.goto(told["link"])
    expect(resident.get_by_role("button", name="I am well, no symptoms")).to_be_visible()
    assert resident.locator("nav").count() == 0
    for other in ("Source Person", *FRIENDS[:2]):
        assert other not in resident.content()
    resident.get_by_role("button", name="I am well, no symptoms").click()
    expect(resident.get_by_text("Thank you, received.")).to_be_visible()
    context.close()


def test_the_worker_of_another_district_sees_none_of_them(enter):
    page = enter("other-district-worker")
    for path in ("exposed", "follow-ups", "follow-ups/flags", "exposed/venues"):
        page.goto(f"{_base(page)}/{path}/")
        for friend in FRIENDS:
            assert friend not in page.content()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_none_of_these_pages_is_wider_than_the_screen(enter, told, language):
    page = enter("commander", language, at="/exposed/")
    paths = (
        "exposed/",
        "exposed/venues/",
        "exposed/venues/v-chuanzihe-boat-3/",
        "follow-ups/",
        "follow-ups/flags/",
    )
    for address in (*(f"{_base(page)}/{path}" for path in paths), told["link"]):
        page.goto(address)
        for width, height in ((1440, 900), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            assert fits(page), address
