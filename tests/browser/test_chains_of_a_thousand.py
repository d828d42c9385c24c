"""A thousand cases on the page of chains: drawn in one go, fluid under the wheel, reachable by keyboard."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from statistics import quantiles

from playwright.sync_api import Page, Route

CASES = 1000
DRAWN_MS, FRAME_MS = 1500, 150
"""Bounds for software rendering on a busy machine; an ordinary screen takes a small part of it."""

WHEEL = """async () => {
  const place = document.querySelector("[data-chains]");
  const box = place.getBoundingClientRect();
  const frames = [];
  let last = performance.now();
  for (let turn = 0; turn < 30; turn++) {
    const where = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true, cancelable: true };
    place.querySelector("canvas").dispatchEvent(new WheelEvent("wheel", { ...where, deltaY: turn < 15 ? -120 : 120 }));
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - last);
    last = now;
  }
  return frames;
}"""


def thousand(board: dict) -> dict:
    """Return a board of a thousand cases, each with three possible sources among the cases before it."""
    one = board["cases"][0]
    cases = [
        {
            **one,
            "id": f"s{n}",
            "number": n,
            "row": n,
            "on": (date(2021, 7, 1) + timedelta(n // 20)).isoformat(),
        }
        for n in range(CASES)
    ]
    links = [
        {
            "infectee": f"s{n}",
            "infector": f"s{max(n - 20 - 7 * step, 0)}",
            "number": n,
            "hidden": False,
            "probability": chance,
            "rank": step + 1,
            "kind": "met at a place",
            "place": "",
            "at": "",
        }
        for n in range(40, CASES)
        for step, chance in enumerate((0.5, 0.3, 0.2))
    ]
    return {**board, "cases": cases, "links": links}


def swap_board(route: Route) -> None:
    answer = route.fetch()
    html = re.sub(
        r'(<script id="chain-board"[^>]*>)(.*?)(</script>)',
        lambda found: found[1] + json.dumps(thousand(json.loads(found[2]))) + found[3],
        answer.text(),
        flags=re.DOTALL,
    )
    days = re.sub(
        r'(name="last" value=")[^"]*(" min="[^"]*" max=")[^"]*', r"\g<1>2021-12-31\g<2>2021-12-31", html
    )
    route.fulfill(response=answer, body=re.sub(r'name="first" value="[^"]*"', 'name="first" value=""', days))


def test_a_thousand_cases_stay_fluid(enter: Callable[..., Page], server) -> None:
    page = enter("commander")
    page.route("**/chains/", swap_board)
    page.goto(f"{server.base}/chains/")
    drawing = page.locator("[data-chains][data-drawn-ms]")
    drawing.wait_for()
    assert float(drawing.get_attribute("data-drawn-ms") or "inf") < DRAWN_MS
    frames = page.evaluate(WHEEL)
    # The quicker half of the frames: the slower one tells of the other programs of a busy machine.
    assert quantiles(frames, n=4)[0] < FRAME_MS


def test_arrow_keys_walk_the_cases_and_enter_opens_one(enter: Callable[..., Page]) -> None:
    page = enter("city-cdc", at="/chains/")
    page.locator("[data-chains]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    told = page.locator("[data-chain-told]").inner_text()
    assert re.match(r"Case \d+ ", told)
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/*/")


def test_the_filter_by_day_holds_for_the_list_too(enter: Callable[..., Page]) -> None:
    page = enter("commander", at="/chains/")
    first = page.locator("input[name=first]")
    last = page.locator("input[name=last]").input_value()
    before = page.locator("tr[data-on]:visible").count()
    first.fill(last)
    assert 0 < page.locator("tr[data-on]:visible").count() < before
