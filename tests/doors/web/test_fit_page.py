"""The fit's page: fitted at a button, told in sentences of both languages, and for nobody who sees only a part."""

import json
import re

import pytest

from tests.operations.race.small import settle_small


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Whatever place is run, it is the small city."""
    settle_small(monkeypatch)
    usual = {"as_of": None, "place_id": None, "futures": 2_000, "seed": 1}
    monkeypatch.setattr("fangxian.operations.fits.services.ask.__wrapped__.__kwdefaults__", usual)


def text(answer) -> str:
    return answer.content.decode()


def fit_to_the_end(client) -> None:
    """Press the button and do as the page does: ask for the next part until it leads back to the page."""
    assert client.post("/fit/new").status_code == 302
    address = re.search(r'hx-post="(/fit/[\w-]+/on)"', text(client.get("/fit/"))).group(1)
    while "HX-Redirect" not in (answer := client.post(address, headers={"HX-Request": "true"})).headers:
        assert 'hx-trigger="load"' in text(answer)


@pytest.fixture
def fitted(signed, as_):
    """The fit of the tiny outbreak."""
    fit_to_the_end(as_("commander"))


def test_before_the_first_fit_the_page_says_what_would_fill_it(signed, as_):
    page = text(as_("commander", "en").get("/fit/"))
    assert "Not fitted yet" in page
    assert "in which district" in page
    assert "还没有拟合过" in text(as_("commander").get("/fit/"))


def test_while_it_is_fitted_there_is_a_bar_that_asks_for_the_next_part(signed, as_):
    client = as_("commander", "en")
    client.post("/fit/new")
    page = text(client.get("/fit/"))
    assert "a minute the first time" in page
    assert '<progress max="2000"' in page
    assert 'hx-trigger="load"' in page
    assert "Fit again" not in page


def test_it_says_how_many_are_on_no_list_and_where_in_both_languages(fitted, as_):
    told = text(as_("commander", "en").get("/fit/"))
    assert re.search(r"\d+ to \d+ infected people are on no list, most likely (in|outside) ", told)
    assert re.search(r"\d+ 至 \d+ 名感染者不在名册上，最可能在", text(as_("commander").get("/fit/")))


def test_every_part_of_the_city_has_a_bar_and_every_figure_its_intervals(fitted, as_):
    page = text(as_("commander", "en").get("/fit/"))
    bars = re.findall(r'<svg class="price".*?</svg>', page)
    assert len(bars) == page.count(
        "<tr><td>", page.index("Where the undetected are"), page.index("Daily cases")
    )
    assert all("median " in bar and 'class="whisker"' in bar for bar in bars)
    figures = page.split("All figures")[1].split("</table>")[0]
    assert figures.count("<strong>") == 10
    assert figures.count(" – ") == 20


def test_the_chart_is_given_the_record_and_the_fan_around_it(fitted, as_):
    page = text(as_("commander", "en").get("/fit/"))
    drawn = json.loads(page.split('<script id="fit-chart" type="application/json">')[1].split("</script>")[0])
    assert sum(drawn["record"]) >= 1
    assert {len(line) for line in drawn["lines"].values()} == {len(drawn["days"])}


def test_fitted_again_the_older_one_is_listed_and_opens_as_it_was(fitted, as_, clock):
    from datetime import timedelta

    client = as_("commander", "en")
    assert "There is no other fit." in text(client.get("/fit/"))
    clock.advance(timedelta(hours=3))
    fit_to_the_end(client)
    address = re.search(r'<a href="(/fit/[\w-]+/)">', text(client.get("/fit/"))).group(1)
    assert "(3 h ago)" in text(client.get(address))


def test_the_race_clock_says_which_fit_it_believes(fitted, as_):
    from tests.doors.web.test_race_page import run_to_the_end

    client = as_("commander", "en")
    run_to_the_end(client)
    assert re.search(r'<a href="/fit/[\w-]+/">the fit as of ', text(client.get("/race/")))


def test_the_form_of_a_rehearsal_is_filled_from_it_when_it_is_chosen(fitted, as_):
    client = as_("commander", "en")
    address = re.search(r'href="(/rehearsal/\?fit=[\w-]+)"', text(client.get("/fit/"))).group(1)
    page, usual = text(client.get(address)), text(client.get("/rehearsal/"))
    assert "the fit as of " in usual
    r0 = re.compile(r'name="r0" value="([\d.]+)"')
    assert float(r0.search(usual).group(1)) == 0.0
    assert float(r0.search(page).group(1)) > 0.7
    assert "medians; change them as you like" in page


def test_who_sees_a_part_of_the_outbreak_is_shown_no_fit_and_no_button(fitted, as_):
    page = text(as_("district_commander", "en").get("/fit/"))
    assert "Not fitted yet" in page
    assert "on no list, most" not in page
    assert 'action="/fit/new"' not in page
    assert as_("stranger").post("/fit/new").status_code == 403
