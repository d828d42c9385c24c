"""What if, on a map: the sites are drawn, a slider asks again and says what changed, command opens what it sees."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import fits

DISTRICT = "430703"
MAP = "[data-sites-map][data-shown]"


@pytest.fixture
def what_if(enter):
    """Opens the page of a district as the commander and waits until it is drawn."""

    def open_page(language: str = "en", **size: int) -> Page:
        page = enter("commander", language, **size, at=f"/testing/sites/what-if/?place={DISTRICT}")
        page.wait_for_selector(MAP)
        return page

    return open_page


def slide(page: Page, name: str, value: int) -> None:
    """Move a slider as a hand does, and wait for the answer."""
    tell = "range.dispatchEvent(new Event(kind, { bubbles: true }))"
    moved = f"(range, value) => {{ range.value = value; for (const kind of ['input', 'change']) {tell}; }}"
    with page.expect_response(lambda answer: "what-if" in answer.url and f"{name}={value}" in answer.url):
        page.locator(f"#wishes input[name={name}]").evaluate(moved, str(value))


def test_a_slider_draws_other_sites_and_says_what_changed_and_command_opens_them(what_if):
    page = what_if()
    drawn = int(page.locator(MAP).get_attribute("data-sites"))
    assert drawn == 66
    slide(page, "capacity", 8000)
    expect(page.get_by_role("status").filter(has_text="Against the answer before: sites +")).to_be_visible()
    expect(page.locator("output[data-shows=capacity]")).to_have_text("8,000")
    expect(page.locator(MAP)).not_to_have_attribute("data-sites", str(drawn))
    more = int(page.locator(MAP).get_attribute("data-sites"))
    assert more > drawn
    page.get_by_role("button", name=f"Open these {more} sites").click()
    expect(page.get_by_text(f"{more} sites opened")).to_be_visible()


def test_on_a_phone_the_figures_come_before_the_map_and_nothing_is_wider_than_the_screen(what_if):
    page = what_if("zh", width=390, height=844)
    figures, drawn = (page.locator(one).bounding_box() for one in ("#answer .figures", MAP))
    assert figures["y"] < drawn["y"]
    assert fits(page)
