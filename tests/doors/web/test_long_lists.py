"""A long list is counted whole on top, read page by page, and every number of the top opens its rows."""

import re
from datetime import timedelta

import pytest

from fangxian.doors.web import packs
from fangxian.doors.web.discovery import list_entries
from fangxian.doors.web.pages.areas.measures import group_measures

FIGURE = r'<(?:a href="([^"]*)"|span)[^>]*><strong[^>]*>([\d,]+)</strong><span>([^<]*)</span>'


def figures(page: str) -> dict[str, tuple[str, int]]:
    """Words of a figure -> where it leads ("" nowhere) and its number."""
    return {words: (link, int(number.replace(",", ""))) for link, number, words in re.findall(FIGURE, page)}


def test_orders_are_counted_whole_and_read_page_by_page(signed, as_, cast, clock, monkeypatch):
    from fangxian.doors.web.pages.orders import views
    from fangxian.operations.orders.queries import list_orders

    monkeypatch.setattr(views, "ORDERS_SHOWN", 1)
    rows = list_orders(cast.commander.reach, signed.outbreak_id, clock.now())
    commander = as_("commander", "en")
    page = commander.get("/orders/").content.decode()
    assert len(rows) > 1
    assert figures(page)["orders"] == ("/orders/", len(rows))
    assert f"page 1 of {len(rows)}" in page
    numbers = {row.number for row in rows}
    shown = {
        int(number)
        for turn in range(1, len(rows) + 1)
        for number in re.findall(
            r"No\. (\d+)", commander.get(f"/orders/?page={turn}").content.decode().partition("<tbody>")[2]
        )
    }
    assert shown == numbers


def test_a_line_of_measures_opens_its_places(signed, as_, cast, clock):
    from fangxian.operations.areas.queries import list_measures

    rows = list_measures(cast.commander.reach, signed.outbreak_id, clock.now(), clock.now())
    kinds = group_measures(rows)
    assert sum(sum(row.measure == kind.measure for row in rows) for kind in kinds) == len(rows)
    assert len(kinds) == len({row.measure for row in rows})
    commander = as_("commander", "en")
    closed = commander.get("/areas/").content.decode()
    assert 'id="opened"' not in closed
    for kind in kinds:
        assert f'href="?measure={kind.measure}#opened"' in closed
        opened = commander.get(f"/areas/?measure={kind.measure}").content.decode()
        assert opened.partition('id="opened"')[2].count("<tr") >= kind.places


@pytest.mark.parametrize("only", ["mine", "restricting", "late"])
def test_a_number_above_the_proposals_shows_these_and_no_other(story, as_, cast, clock, only):
    from fangxian.operations.decisions.queries import list_waiting

    clock.advance(timedelta(hours=30))
    waiting = list_waiting(cast.commander, story.outbreak_id)
    wanted = {
        "mine": [row for row in waiting if row.can_sign],
        "restricting": [row for row in waiting if row.restricts],
        "late": [row for row in waiting if row.due_at and row.due_at < clock.now()],
    }[only]
    page = as_("commander", "en").get(f"/response/?only={only}").content.decode()
    total = re.search(rf'\?only={only}"[^>]*><strong[^>]*>([\d,]+)<', page)
    assert total is not None
    assert int(total[1]) == len(wanted) > 0
    if only == "restricting":
        assert page.count('class="badge late">restricts') == page.count('<article class="proposal">') > 0


def test_who_was_not_served_is_one_tap_from_the_number(signed, as_, cast, clock):
    from fangxian.operations.restrictions.queries import list_unserved

    unserved = list_unserved(cast.commander.reach, signed.outbreak_id, clock.now(), clock.now())
    page = as_("commander", "en").get("/restrictions/").content.decode()
    link, number = figures(page)["not served"]
    assert link == "?only=unserved"
    assert number == len(unserved) > 0
    listed = as_("commander", "en").get(f"/restrictions/{link}").content.decode()
    assert {row.key for row in unserved} == set(re.findall(r'/restrictions/([^/"]+)/slip/', listed))


def test_a_row_two_rules_proposed_names_both():
    plan = packs._find_plan("cn-covid19-8e-2021")
    assert plan is not None
    first, second = plan.triggers[:2]
    both = packs.rule_title(plan.id, f"{first.id};{second.id}")
    assert both.zh == f"{first.title.zh}；{second.title.zh}"
    assert both.en == f"{first.title.en}; {second.title.en}"


def test_every_page_of_the_navigation_is_on_the_phone_too(signed, as_):
    page = as_("commander", "en").get("/orders/").content.decode()
    side, _, below = page.partition('<nav class="tabs"')
    links = set(
        re.findall(r'href="(/[^"]+/)"', side.partition('<nav class="side"')[2].partition("</nav>")[0])
    )
    assert len(links) > sum(entry.phone for entry in list_entries())
    assert links == set(re.findall(r'href="(/[^"]+/)"', below))


def test_a_problem_is_told_at_the_hour_of_the_outbreak(story, as_, clock):
    page = as_("commander", "en").get("/cases/nobody/").content.decode()
    local = clock.now() + timedelta(hours=8)
    assert f"{local:%H:%M}" in page.partition('class="outbreak"')[2].partition("</form>")[0]
