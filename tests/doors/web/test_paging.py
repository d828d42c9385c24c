"""A list of any length is read page by page in one way: what was asked for stays, totals are those of the whole."""

import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from fangxian.doors.web.chrome import CHROME
from fangxian.doors.web.paging import ROWS_ON_PAGE, holds, read_page, turn_to
from fangxian.engines.problems import Text

ROWS = list(range(60))


def asked(address: str):
    return RequestFactory().get(address)


def drawn(address: str, number: int, pages: int, more: str = "") -> str:
    said = Template("{% load paging %}{% pager number pages " + more + " %}")
    context = {"request": asked(address), "w": CHROME.in_("en"), "number": number, "pages": pages}
    return said.render(Context(context)).strip()


@pytest.mark.parametrize(("query", "number"), [("", 1), ("?page=2", 2), ("?page=99", 3), ("?page=x", 1)])
def test_the_page_asked_for_is_shown_the_last_beyond_it_the_first_for_none(query, number):
    page = turn_to(asked(f"/{query}"), ROWS)
    assert page.number == number
    assert list(page) == ROWS[(number - 1) * ROWS_ON_PAGE : number * ROWS_ON_PAGE]
    assert page.paginator.count == len(ROWS)


def test_whoever_comes_for_one_row_lands_on_its_page():
    assert 31 in list(turn_to(asked("/"), ROWS, first=31))
    assert 31 not in list(turn_to(asked("/?page=1"), ROWS, first=31))


def test_two_lists_of_a_page_turn_apart_and_what_was_asked_stays():
    links = re.findall(r'href="([^"]+)"', drawn("/?q=furong&units=2&page=3", 2, 5, '"units" "units"'))
    assert links == [
        "?q=furong&amp;page=3&amp;units=1#units",
        "?q=furong&amp;page=3&amp;units=3#units",
    ]
    assert drawn("/", 1, 1) == ""
    assert 'rel="prev"' not in drawn("/", 1, 2)
    assert 'rel="next"' not in drawn("/", 2, 2)


def test_a_number_of_a_page_that_is_none_is_the_first():
    assert [read_page(asked(f"/?page={one}")) for one in ("3", "", "-1", "0", "٣x", "9" * 30)] == [
        3,
        1,
        1,
        1,
        1,
        1,
    ]


def test_a_text_is_looked_for_in_both_languages_and_in_numbers():
    place = Text("芙蓉区", "Furong District")
    assert holds("furong", place)
    assert holds("芙蓉", place)
    assert holds("", place)
    assert holds("4301", "430102")
    assert not holds("kaifu", place, "430102")


@pytest.fixture
def staffed(opened, cast, clock, keep):
    """Thirty posts in 桐荫里, two in 福城; a proposal to fill them with as many members."""
    from fangxian.operations.teams.services import add_members, propose_assignment, set_posts
    from tests.operations.teams.conftest import FUCHENG, member, post

    def build():
        text = [Text(f"岗{n}", f"Post {n:02}") for n in range(30)]
        far = [Text(f"福城岗{n}", f"Fucheng post {n}") for n in range(2)]
        given = [post(name=one) for one in text] + [post(FUCHENG, name=one) for one in far]
        set_posts(cast.commander, clock, outbreak_id=opened, given=given)
        add_members(cast.commander, clock, [member(f"{n}") for n in range(32)])
        return propose_assignment(cast.commander, clock, outbreak_id=opened)

    return keep(build)


def rows(page: str, element: str) -> int:
    return page.partition(f'id="{element}"')[2].partition("</section>")[0].count("<tr><td>") + page.partition(
        f'id="{element}"'
    )[2].partition("</section>")[0].count('<tr class="late"><td>')


def test_posts_are_counted_whole_read_by_page_and_found_by_place(staffed, as_):
    commander = as_("commander", "en")
    first, second = (commander.get(f"/teams/?page={n}").content.decode() for n in (1, 2))
    assert [rows(page, "posts") for page in (first, second)] == [25, 7]
    for page in (first, second):
        assert re.search(r"<strong>32</strong><span>needed", page)
    names = [set(re.findall(r">(?:Fucheng p|P)ost [^<]*<", page)) for page in (first, second)]
    assert len(names[0] | names[1]) == 32
    found = commander.get("/teams/?q=Fucheng").content.decode()
    assert rows(found, "posts") == 2
    assert re.search(r"<strong>32</strong><span>needed", found), "the totals are those of all"
    assert "Nothing here holds that." in commander.get("/teams/?q=nowhere").content.decode()


def test_a_proposal_of_any_length_keeps_its_totals_above_a_page_of_lines(staffed, as_):
    commander = as_("commander", "en")
    first = commander.get(f"/teams/runs/{staffed}/").content.decode()
    assert rows(first, "lines") == 25
    assert "page 1 of 2" in first
    assert re.search(r"<strong>32</strong><span>people", first)
    assert re.search(r"<strong>32</strong><span>would change their post", first)
    some = commander.get(f"/teams/runs/{staffed}/?q=福城").content.decode()
    assert rows(some, "lines") == 2
    assert re.search(r"<strong>32</strong><span>people", some)


def test_people_are_read_by_page(staffed, as_):
    commander = as_("commander", "en")
    assert rows(commander.get("/teams/people/").content.decode(), "people") == 25
    assert rows(commander.get("/teams/people/?page=2").content.decode(), "people") == 7
