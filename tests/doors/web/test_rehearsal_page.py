"""The rehearsal page: a form, a rehearsal that grows while it runs, plans side by side, and nobody else's places."""

import json
import re

import pytest

from tests.operations.rehearsals.small import FURONG, settle_small

FORM = {
    "place": FURONG, "plans": ["cn-covid19-8e-2021", "nothing"], "disease": "sars-cov-2-delta", "futures": "12",
    "days": "21", "seed_cases": "3", "seeded_days_ago": "7",
}  # fmt: skip


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Whatever place is rehearsed, it is the small city."""
    settle_small(monkeypatch)


def text(answer) -> str:
    return answer.content.decode()


def ask(client, **other) -> str:
    """Send the form; return the address it leads to."""
    answer = client.post("/rehearsal/new", {**FORM, **other})
    assert answer.status_code == 302, text(answer)
    return answer.headers["Location"]


def run_to_the_end(client, address: str) -> str:
    """Do as the page does: ask for the next part until it asks for none."""
    part = text(client.post(f"{address}futures", headers={"HX-Request": "true"}))
    return run_to_the_end(client, address) if 'hx-trigger="load"' in part else part


@pytest.fixture
def ended(opened, as_) -> str:
    """The address of a rehearsal that has ended."""
    client = as_("commander")
    address = ask(client)
    run_to_the_end(client, address)
    return address


def test_the_form_begins_with_the_plan_of_the_outbreak_against_doing_nothing(opened, as_):
    page = text(as_("commander", "en").get("/rehearsal/"))
    assert re.findall(r'name="plans" value="([\w-]+)" checked', page) == ["cn-covid19-8e-2021", "nothing"]
    assert "cholera" not in page
    assert '<option value="4301" selected>' in page
    assert "No rehearsal yet" in page
    assert "还没有推演" in text(as_("commander").get("/rehearsal/"))


def test_before_the_first_future_the_page_says_that_it_is_compiling_and_asks_for_the_first(opened, as_):
    client = as_("commander", "en")
    page = text(client.get(ask(client)))
    assert "Compiling once" in page
    assert 'hx-trigger="load"' in page
    assert '<progress max="12" aria' in page
    assert "首次编译" in text(as_("commander").get(ask(client)))


def test_a_part_shows_what_there_is_and_asks_for_the_next_until_the_end(opened, as_, monkeypatch):
    monkeypatch.setattr("fangxian.operations.rehearsals.services.run_on.__kwdefaults__", {"seconds": 0.0})
    client = as_("commander", "en")
    address = ask(client)
    part = text(client.post(f"{address}futures", headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "2 of 12 futures" in part
    assert "What happens" in part
    assert 'hx-trigger="load"' in part
    assert 'hx-trigger="load"' not in run_to_the_end(client, address)


def test_everything_stands_in_its_order_in_both_languages(ended, as_):
    for language, titles in {
        "en": ("What happens", "Infections so far", "How plans differ", "Infections against restriction",
               "Measures and triggers no future knows"),
        "zh-hans": ("各预案的结果", "累计感染", "预案之间的差", "感染与限制", "推演之外的措施和启动条件"),
    }.items():  # fmt: skip
        page = text(as_("commander", language).get(ended))
        places = [page.index(title) for title in titles]
        assert places == sorted(places)
        assert 'hx-trigger="load"' not in page


def test_every_figure_has_its_interval_and_what_no_future_has_is_said(ended, as_):
    page = text(as_("commander", "en").get(ended))
    first = page.split("What happens")[1].split("</table>")[0]
    cells = re.findall(r'<td class="number".*?</td>', first)
    assert len(cells) == 18
    assert all('class="sub"' in cell or "none" in cell for cell in cells)
    assert any("none" in cell for cell in cells)


def test_what_is_too_close_to_tell_is_said_so(opened, as_):
    client = as_("commander", "en")
    address = ask(client, seeded_days_ago="0", days="7", plans=["cn-covid19-8e-2021", "cn-covid19-9e-2022"])
    assert "too close to tell" in run_to_the_end(client, address)
    assert "相差太小，无法判断" in text(as_("commander").get(address))


def test_the_reader_chooses_the_plan_the_others_are_held_against(ended, as_):
    page = text(as_("commander", "en").get(f"{ended}?against=nothing"))
    assert '<option value="nothing" selected>' in page
    told = page.split("How plans differ")[1].split("<thead>")[1].split("</thead>")[0]
    assert re.findall(r'class="number">([^<]+)<', told) == ["A − B"]


def test_charts_are_given_a_fan_and_a_named_point_for_each_plan(ended, as_):
    page = text(as_("commander", "en").get(ended))
    drawn = json.loads(
        page.split('<script id="rehearsal-charts" type="application/json">')[1].split("</script>")[0]
    )
    assert [one["letter"] for one in drawn["fans"]] == ["A", "B"]
    assert [one["name"] for one in drawn["points"]][1] == "doing nothing"
    assert drawn["days"][0] == -7
    assert {len(line) for fan in drawn["fans"] for line in fan["lines"].values()} == {len(drawn["days"])}


def test_figures_that_were_set_are_shown_beside_the_usual_ones_and_the_others_are_not(opened, as_):
    client = as_("commander", "en")
    page = text(client.get(ask(client, signing_hours="26", accepted="1", done_share="")))
    assert "second signature: 26 (usually 2)" in page
    assert "share of proposals signed" not in page


def test_a_form_with_a_mistake_is_answered_where_it_stands_and_nothing_is_kept(opened, as_):
    client = as_("commander", "en")
    for wrong in ({"plans": []}, {"futures": "many"}, {"found_venue": "3"}, {"signing_hours": "soon"}):
        answer = client.post("/rehearsal/new", {**FORM, **wrong}, headers={"HX-Request": "true"})
        assert answer.status_code == 400
        assert answer.headers["HX-Retarget"] == "#message"
    assert "No rehearsal yet" in text(client.get("/rehearsal/"))
    right = client.post("/rehearsal/new", FORM, headers={"HX-Request": "true"})
    assert right.headers["HX-Redirect"].startswith("/rehearsal/")


def test_it_is_listed_and_opened_again_by_those_of_its_places(ended, as_):
    page = text(as_("district_cdc", "en").get("/rehearsal/"))
    assert f'href="{ended}"' in page
    assert "12 of 12 futures" in page
    assert "Furong District" in text(as_("district_commander", "en").get(ended))


def test_who_may_only_read_is_shown_no_form_and_runs_nothing(ended, as_):
    page = text(as_("auditor", "en").get("/rehearsal/"))
    assert f'href="{ended}"' in page
    assert 'name="plans"' not in page
    assert as_("auditor").post("/rehearsal/new", FORM).status_code == 403


def test_the_worker_of_another_district_finds_no_rehearsal(ended, as_):
    stranger = as_("stranger", "en")
    assert "Furong" not in text(stranger.get("/rehearsal/"))
    assert stranger.get(ended).status_code == 404
    # Their role may not rehearse at all, which is said before anything is looked for.
    assert stranger.post(f"{ended}futures").status_code == 403
