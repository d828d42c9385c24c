"""A commander opens an outbreak at the desk, without a command line, and goes on to its first case."""

import re

import pytest
from django.test import Client

GIVEN = {
    "id": "changsha-2021",
    "title_zh": "长沙疫情",
    "title_en": "Changsha outbreak",
    "plan": "cn-covid19-8e-2021",
    "place_id": "4301",
    "timezone": "Asia/Shanghai",
}
CHINESE = re.compile(r"[\u3400-\u9fff]+")


@pytest.fixture
def desk_clock(clock, monkeypatch):
    from fangxian.doors.web import desk

    monkeypatch.setattr(desk, "get_world_clock", lambda: clock)
    return clock


@pytest.fixture
def in_one_city(cast, desk_clock) -> Client:
    """A commander whose duty is one city of the tree."""
    from fangxian.engines.problems import Text
    from fangxian.operations.accounts.cast import Post
    from fangxian.operations.accounts.queries import get_system_actor, get_user
    from fangxian.operations.accounts.services import appoint_cast

    name = Text("长沙指挥长", "Changsha commander")
    post = Post("changsha", "commander", "4301", "command_office", name)
    appoint_cast(get_system_actor("tests"), desk_clock, [post])
    client = Client()
    session = client.session
    session["user_id"] = get_user("changsha").user_id
    session.save()
    client.cookies["django_language"] = "en"
    return client


def _outbreaks(cast) -> list[str]:
    from fangxian.operations.cases.queries import list_outbreaks

    return [row.id for row in list_outbreaks(cast.commander.reach)]


def test_an_outbreak_opened_at_the_desk_is_the_one_the_next_case_is_reported_to(cast, as_, desk_clock):
    from fangxian.operations.cases.queries import get_outbreak
    from fangxian.stores.packs import read_plan

    commander = as_("commander", "en")
    answer = commander.post("/outbreak/open", GIVEN, follow=True)
    assert answer.redirect_chain == [("/report/", 302)]
    assert "Changsha outbreak" in answer.content.decode()
    made, plan = get_outbreak(cast.commander.reach, "changsha-2021"), read_plan(GIVEN["plan"])
    assert (made.title.zh, made.place_id, made.timezone) == ("长沙疫情", "4301", "Asia/Shanghai")
    assert (made.plan, made.plan_version, made.disease) == (plan.id, plan.version, plan.disease)


def test_a_desk_with_another_outbreak_turns_to_the_new_one(opened, as_):
    page = as_("commander", "en").post("/outbreak/open", GIVEN, follow=True).content.decode()
    assert '<option value="changsha-2021" selected>' in page


def test_an_empty_desk_and_the_outbreak_page_lead_to_it(cast, as_, desk_clock):
    commander = as_("commander", "en")
    assert 'href="/outbreak/open"' in commander.get("/map/").content.decode()
    commander.post("/outbreak/open", GIVEN)
    assert 'href="/outbreak/open"' in commander.get("/outbreak/").content.decode()
    assert 'href="/outbreak/open"' not in as_("community_worker").get("/outbreak/").content.decode()


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"title_zh": " "}, 400, "the Chinese title is missing"),
        ({"title_en": ""}, 400, "the English title is missing"),
        ({"title_en": "x" * 121}, 400, "longer than 120"),
        ({"id": "长沙"}, 400, "the id is not made of"),
        ({"timezone": "Changsha"}, 400, "Changsha"),
        ({"plan": "no-such-plan"}, 404, "no-such-plan"),
        ({"place_id": "9999"}, 404, "9999"),
    ],
)
def test_what_is_missing_or_unknown_is_said_and_nothing_is_opened(
    cast, as_, desk_clock, changed, status, said
):
    answer = as_("commander", "en").post("/outbreak/open", {**GIVEN, **changed})
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert _outbreaks(cast) == []


def test_an_id_that_is_taken_is_refused_in_the_page_that_asked(opened, as_):
    sent = {**GIVEN, "id": opened}
    answer = as_("commander", "en").post("/outbreak/open", sent, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#message"


@pytest.mark.parametrize("role", ["district_cdc", "community_worker", "auditor"])
def test_who_may_not_decide_opens_no_outbreak(cast, as_, desk_clock, role):
    visitor = as_(role)
    assert visitor.get("/outbreak/open").status_code == 403
    assert visitor.post("/outbreak/open", GIVEN).status_code == 403
    assert _outbreaks(cast) == []


@pytest.mark.parametrize("place_id", ["43", "430204001", "9999"])
def test_a_place_outside_the_reach_answers_like_one_that_does_not_exist(in_one_city, cast, place_id):
    answer = in_one_city.post("/outbreak/open", {**GIVEN, "place_id": place_id})
    assert answer.status_code == 404
    assert _outbreaks(cast) == []


def test_places_are_found_by_name_within_the_reach_only(in_one_city, as_):
    url = "/outbreak/open/places?place="
    assert 'value="430102"' in in_one_city.get(f"{url}芙蓉").content.decode()
    assert 'value="4302"' in as_("commander", "en").get(f"{url}株洲").content.decode()
    assert 'value="4302"' not in in_one_city.get(f"{url}株洲").content.decode()
    assert '<option value="4301">' in in_one_city.get(url).content.decode()


def test_the_page_speaks_either_language_alone(cast, as_, desk_clock):
    english = as_("commander", "en").get("/outbreak/open").content.decode()
    assert set(CHINESE.findall(english)) <= {"中文"}
    chinese = as_("commander").get("/outbreak/open").content.decode()
    assert "开立疫情" in chinese
    assert "Open an outbreak" not in chinese


def test_of_places_named_alike_the_widest_comes_first(cast, as_, desk_clock, tree_frame):
    import polars as pl

    from fangxian.engines import tables
    from fangxian.operations.accounts.queries import get_system_actor
    from fangxian.operations.places.services import load_places

    columns = ("place_id", "name", "name_en", "level", "parent_id")
    row = ("430100999001", "芙蓉社区居委会", "Furong Community", "community", "430105001")
    namesake = tables.PLACES.rows([dict(zip(columns, row, strict=True))])
    load_places(get_system_actor("tests"), desk_clock, pl.concat([tree_frame, namesake]), source="tiny")
    part = as_("commander", "en").get("/outbreak/open/places?place=芙蓉").content.decode()
    assert re.findall(r'value="(\d+)"', part)[0] == "430102"
