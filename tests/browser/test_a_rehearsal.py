"""A rehearsal in a browser: pressed, it says that it compiles, grows, draws, and stays for whoever opens it again."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import fits

PLANS = ("cn-covid19-8e-2021", "cn-covid19-9e-2022")
DRAWN = "[data-fans] canvas, [data-frontier] canvas"

COMPILING = 300_000
"""Milliseconds: the first rehearsal of a fresh checkout compiles the kernel, beside whatever else the machine does."""


@pytest.fixture
def ended(enter):
    """Rehearses two plans in the smallest city, as the commander does with the keyboard, and waits for the end."""

    def rehearse() -> Page:
        page = enter("commander", "en", at="/rehearsal/")
        page.get_by_label("City").select_option("430811")
        page.locator(f"[name=plans][value={PLANS[1]}]").check()
        page.locator("[name=plans][value=nothing]").uncheck()
        page.get_by_label("Futures", exact=True).fill("10")
        page.get_by_label("Futures", exact=True).press("Enter")
        page.wait_for_url("**/rehearsal/*-*/")
        expect(page.get_by_text("10 futures, 60 days from today")).to_be_visible()
        page.locator(".running").wait_for(state="detached", timeout=COMPILING)
        return page

    return rehearse


def test_two_plans_are_rehearsed_drawn_and_opened_again_on_a_phone(ended, enter):
    page = ended()
    expect(page.locator(DRAWN)).to_have_count(2)
    expect(page.locator(".plans-beside").first.locator("tbody tr")).to_have_count(9)
    page.get_by_label("Held against").select_option(index=1)
    expect(page.locator(".plans-beside").last.locator("th.number")).to_have_text("A − B")
    address = page.url.partition("?")[0]
    phone = enter(
        "commander", "zh", width=390, height=844, at=f"/rehearsal/{address.rstrip('/').rpartition('/')[2]}/"
    )
    expect(phone.locator(DRAWN)).to_have_count(2)
    expect(phone.get_by_text("各预案的结果")).to_be_visible()
    assert fits(phone)
    page.goto(address.rpartition("/rehearsal/")[0] + "/rehearsal/")
    expect(page.get_by_text("10 of 10 futures")).to_be_visible()
