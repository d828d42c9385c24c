"""The desk on a phone: the camera reads a tube's label, a tap puts somebody in, and the ledger has it."""

import re
from pathlib import Path

import pytest
import segno
from playwright.sync_api import expect, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS

OUTBREAK, PLACE = ("--outbreak", "hunan-2021"), "430102"
WIDTH, HEIGHT, DOT = 320, 240, 8


@pytest.fixture(scope="module")
def opened(server) -> str:
    """A round of testing in the district; its number."""
    due = ("--due-at", "2099-01-01T00:00")
    said = server.terminal.say("rounds", "open", *OUTBREAK, "--place", PLACE, "--kind", "testing", *due)
    return said.split()[0]


@pytest.fixture(scope="module")
def tube(server, opened) -> str:
    """One tube for ten people; its number."""
    told = ("--place", PLACE, "--count", "1", "--size", "10")
    return server.terminal.say("custody", "give-tubes", opened, *told).split()[-1]


@pytest.fixture(scope="module")
def browser(tube, tmp_path_factory):
    """Chromium whose camera sees the tube's label."""
    film = tmp_path_factory.mktemp("camera") / "label.y4m"
    film_a_label(tube, film)
    camera = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *camera])
        yield opened
        opened.close()


def film_a_label(code: str, film: Path) -> None:
    """Write a short film of the label's QR code, black on white, as YUV4MPEG2."""
    dots = [[1 - dot for dot in row] for row in segno.make(code, error="m", micro=False).matrix]
    side = len(dots) * DOT
    top, left = (HEIGHT - side) // 2, (WIDTH - side) // 2
    light = bytearray(b"\xeb" * (WIDTH * HEIGHT))
    for y in range(side):
        for x in range(side):
            if not dots[y // DOT][x // DOT]:
                light[(top + y) * WIDTH + left + x] = 0x10
    colour = b"\x80" * (WIDTH * HEIGHT // 2)
    picture = b"FRAME\n" + bytes(light) + colour
    film.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420\n".encode() + picture * 10)


def test_the_camera_reads_the_label_and_a_tap_puts_somebody_into_the_tube(enter, opened, tube, server):
    page = enter("commander", width=390, height=844, at=f"/testing/{opened}/desk/?place={PLACE}")
    while page.locator("nav.chips a[href*='/desk/']").count():
        page.locator("nav.chips a[href*='/desk/']").first.click()
        page.wait_for_load_state("load")
    page.get_by_role("button", name="Scan").click()
    expect(page.get_by_text("0 of 10 inside")).to_be_visible(timeout=60_000)
    assert f"tube={tube}" in page.url
    page.get_by_role("button", name="Into the tube").first.click()
    expect(page.get_by_text("1 of 10 inside")).to_be_visible()
    assert "sampled 1," in server.terminal.say("custody", "balance", opened, "--place", PLACE)


def test_the_morning_briefing_is_one_sheet_of_paper(enter, opened):
    for language in ("en", "zh"):
        page = enter("commander", language, at="/briefing/")
        sheets = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4"))
        assert len(sheets) == 1, language
