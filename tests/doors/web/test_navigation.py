"""The navigation stands in groups: every page says where it stands, everybody finds what is theirs, one group is open."""

import re
from collections import Counter

import pytest

from fangxian.doors.web.discovery import GROUPS, Entry, list_entries, list_groups
from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import ROLES

LINK = re.compile(r'<a href="(/[^"]*/)"( aria-current="page")?')


def navigation(page: str, part: str) -> str:
    """The side of a desktop ("side") or the bar of a phone ("tabs")."""
    return page.partition(f'<nav class="{part}"')[2].partition("</nav>")[0]


def groups(page: str, part: str = "side") -> dict[str, tuple[bool, list[str]]]:
    """Heading -> whether it is open, and the addresses below it."""
    found = re.findall(
        r"<details name=\"\w+\"([^>]*)><summary>([^<]*)</summary>(.*?)</details>", navigation(page, part)
    )
    return {
        heading: (" open" in how, [link for link, _ in LINK.findall(inner)]) for how, heading, inner in found
    }


@pytest.mark.parametrize("entry", list_entries(), ids=lambda entry: entry.url_name)
def test_every_entry_has_a_group_and_both_languages_and_is_shown_to_somebody_who_exists(entry):
    assert entry.group in GROUPS
    assert entry.label.zh != entry.label.en
    assert all((entry.label.zh, entry.label.en))
    assert entry.roles <= ROLES.keys()


def test_no_two_entries_somebody_sees_in_a_group_share_a_position():
    taken = Counter(
        (role, entry.group, entry.position)
        for role in ROLES
        for entry in list_entries()
        if entry.shown_to(role)
    )
    assert [place for place, entries in taken.items() if entries > 1] == []


def test_a_page_that_names_a_group_that_is_not_there_is_told_which_there_are():
    with pytest.raises(ValueError, match="stands in the group 'water'; there are mine, situation,"):
        Entry("wells", Text("井", "Wells"), "water", 10)


def test_groups_stand_in_their_order_and_an_empty_one_is_left_out():
    some = [entry for entry in list_entries() if entry.group in ("records", "cases")]
    found = list_groups(some, some[0])
    assert [group.code for group in found] == ["cases", "records"]
    assert [group.is_here for group in found] == [True, False]
    assert [entry.position for entry in found[0].entries] == sorted(
        entry.position for entry in found[0].entries
    )


@pytest.mark.parametrize("role", ["commander", "community_worker", "auditor", "site_lead"])
def test_everybody_finds_the_pages_of_their_role_and_no_other(opened, as_, cast, role):
    from django.urls import reverse

    page = as_(role, "en").get("/cases/").content.decode()
    mine = [entry for entry in list_entries() if entry.shown_to(getattr(cast, role).role)]
    found = groups(page)
    assert [link for _, links in found.values() for link in links] == [
        reverse(entry.url_name) for entry in mine
    ]
    assert groups(page, "tabs") == found, "the phone holds the same pages"


def test_every_page_of_the_navigation_opens_for_whoever_finds_it(opened, as_):
    """Of the commander's pages test_pages opens every one."""
    client = as_("community_worker")
    for _, links in groups(client.get("/cases/").content.decode()).values():
        assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/teams/people/", "People, teams"),
        ("/orders/new/", "Orders"),
        ("/stranded/", "Places, areas"),
        ("/exposed/", "Cases, contacts"),
    ],
)
def test_the_group_of_the_page_shown_is_open_and_the_page_is_marked(opened, as_, path, heading):
    page = as_("commander", "en").get(path).content.decode()
    for part in ("side", "tabs"):
        assert [name for name, (is_open, _) in groups(page, part).items() if is_open] == [heading]
        marked = {link for link, mark in LINK.findall(navigation(page, part)) if mark}
        assert marked == {f"/{path.split('/')[1]}/"}


def test_a_reader_of_chinese_finds_chinese_headings(opened, as_):
    found = groups(as_("commander").get("/cases/").content.decode())
    assert list(found) == [label.zh for label in GROUPS.values()]
