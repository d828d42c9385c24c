"""Rosters on screen: made by command, seen by whoever serves, one line on every page; strangers find nothing."""

import re
from datetime import timedelta

import pytest

from tests.operations.rounds.conftest import TONGYINLI
from tests.operations.teams.conftest import member, post

PATH = "/rosters/"


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def staffed(opened, cast, clock):
    """Ten members at one post of 桐荫里; the first is the community worker."""
    from fangxian.operations.teams.services import add_members, assign_member, set_posts

    mine = member("1", user_id=cast.community_worker.user_id)
    people = add_members(cast.commander, clock, [mine, *(member(f"{n}") for n in range(2, 11))])
    [where] = set_posts(cast.commander, clock, outbreak_id=opened, given=[post(need=2)])
    for who in people:
        assign_member(cast.commander, clock, member_id=who, post_id=where)
    return people


@pytest.fixture
def published(staffed, as_, clock):
    """A roster of two days, made and taken by the page; the clock stands in its first shift."""
    day = (clock.now() + timedelta(hours=8)).date() + timedelta(days=1)
    form = {"place": TONGYINLI, "from_on": f"{day}", "days": "2", "hours": "8", "first_hour": "8"}
    made = as_("commander").post(f"{PATH}propose", form)
    assert made.status_code == 302
    assert as_("commander").post(f"{made.url}answer", {"take": "1"}).status_code == 302
    while not text(as_("commander").get(f"{PATH}now")):
        clock.advance(timedelta(hours=1))
    return made.url


def test_without_rosters_the_page_says_what_would_fill_it(opened, as_):
    assert "There is no roster yet." in text(as_("commander", "en").get(PATH))
    assert "现在没有人在岗" in text(as_("community_worker").get(PATH))
    assert "排班</button>" not in text(as_("community_worker").get(PATH))
    assert text(as_("commander").get(f"{PATH}now")) == ""


def test_a_roster_shows_a_grid_of_days_and_who_is_on_duty_now(published, as_):
    grid = text(as_("commander", "en").get(published))
    assert "08:00–16:00" in grid
    assert "合成1" in grid
    page = text(as_("commander", "en").get(PATH))
    assert "stands" in page
    assert "Community post" in page


def test_the_line_on_every_page_is_sent_again_only_when_it_changed(published, as_):
    client = as_("commander", "en")
    assert 'hx-get="/rosters/now"' in text(client.get("/cases/"))
    line = client.get(f"{PATH}now")
    assert text(line) == "2 on duty · 1 posts"
    again = client.get(f"{PATH}now", headers={"If-None-Match": line.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_member_sees_their_shifts_their_hours_and_reports_an_absence(published, as_, staffed, clock):
    page = text(as_("community_worker", "en").get(PATH))
    assert "My shifts" in page
    assert "My hours" in page
    assert "Relieved by" in page
    form = {
        "member": f"{staffed[0]}",
        "from": "2021-08-05T08:00",
        "to": "2021-08-06T08:00",
        "kind": "absence",
    }
    assert as_("community_worker").post(f"{PATH}absence", form).status_code == 302
    assert "away" in text(as_("commander", "en").get(PATH))


def test_a_stranger_finds_neither_roster_nor_anybody_on_duty(published, as_):
    assert as_("stranger").get(published).status_code == 404
    assert text(as_("stranger").get(f"{PATH}now")) == ""
    assert "合成" not in text(as_("stranger").get(PATH))


def test_a_form_that_is_not_understood_says_what_was_expected(staffed, as_):
    form = {"place": TONGYINLI, "from_on": "soon", "days": "2", "hours": "8", "first_hour": "8"}
    answer = as_("commander", "en").post(f"{PATH}propose", form)
    assert answer.status_code == 400
    assert "This was not understood" in text(answer)
    strange = {**form, "from_on": "2021-08-02", "days": "90"}
    assert "The pattern of shifts is not clear" in text(
        as_("commander", "en").post(f"{PATH}propose", strange)
    )


LIMITS = {
    "rest_hours": "11", "day_hours": "6", "week_hours": "48", "nights_in_a_row": "3", "week_nights": "4",
    "night_at_least": "2",
    **{f"stretch_{n}": minutes for n, minutes in enumerate(("240", "180", "120", "90", "0"))},
    **{f"day_{n}": minutes for n, minutes in enumerate(("480", "360", "240", "180", "0"))},
}  # fmt: skip


def test_command_sees_what_other_limits_would_break_before_it_sets_them(published, as_):
    commander = as_("commander", "en")
    page = text(commander.get(f"{PATH}limits/"))
    assert "The shifts that stand" in page
    assert "Never changed: these are the defaults" in page
    seen = text(commander.get(f"{PATH}limits/", LIMITS))
    assert "What these would do" in seen
    assert "hours in 24 h" in seen
    assert re.search(r'<span class="late-word">[56]</span>', seen)
    told = text(commander.post(f"{PATH}limits/set", LIMITS | {"reason": "summer rule"}, follow=True))
    assert "The limits are set." in told
    assert "hours in 24 h: 12 → 6" in told
    assert "summer rule" in told
    wrong = commander.post(f"{PATH}limits/set", LIMITS | {"day_hours": "a", "reason": "summer rule"})
    assert wrong.status_code == 400


def test_who_commands_no_outbreak_reads_the_limits_and_sets_none(published, as_):
    page = text(as_("community_worker").get(f"{PATH}limits/"))
    assert "由负责整个疫情的指挥部设置" in page
    assert "查看影响</button>" not in page
    assert as_("community_worker").post(f"{PATH}limits/set", LIMITS | {"reason": "x y z"}).status_code == 403


def test_without_a_roster_the_limits_say_what_would_fill_the_effect(opened, as_):
    assert "once a roster is taken" in text(as_("commander", "en").get(f"{PATH}limits/"))
