"""The what-if map: figures, what changed since the answer before, the layers of the map, opening, one's own reach."""

import json

import pytest

from tests.operations.siting.seated import seat

ADDRESS = "/testing/sites/what-if/"
FURONG = {"place": "430102"}


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def tree_frame(tree_frame):
    """The tiny tree, its communities with their seats."""
    return seat(tree_frame)


@pytest.fixture
def ask(opened, as_):
    """Asks as somebody; the whole page, or only the answer as a slider does."""

    def say(role: str = "commander", language: str = "en", slider: bool = False, **wishes) -> str:
        headers = {"HX-Request": "true"} if slider else {}
        return text(as_(role, language).get(ADDRESS, {**FURONG, **wishes}, headers=headers))

    return say


def layers_of(page: str) -> dict:
    return json.loads(
        page.split('<script id="sites-layers" type="application/json">')[1].split("</script>", maxsplit=1)[0]
    )


def test_the_answer_stands_beside_the_norm_with_its_gap_and_longest_queue(ask):
    page = ask()
    assert "<strong>1</strong><span>sites</span>" in page
    assert "<strong>278</strong><span>metres walked, mean</span>" in page
    assert "A better answer would save 0.0 % at most" in page
    assert "one site per 2,000 to 3,000 people, asks for 2 to 3; here a site is for 6,000" in page
    assert "Wuling, July 2021: 730,970 people, 44 sites" in page
    assert "Longest queue: " in page
    assert "人均步行（米）" in ask(language="zh")


def test_a_slider_is_answered_with_the_change_against_the_answer_before(ask):
    former = ask().split('id="former" value="')[1].split('"')[0]
    answer = ask(slider=True, capacity=3500, former=former)
    assert "<html" not in answer
    assert (
        "Against the answer before: sites +1; 278 m shorter on average; as many people without a site."
        in answer
    )
    assert "与上次相比" in ask(slider=True, language="zh", capacity=3500, former=former)
    assert "Against the answer before" not in ask(slider=True, former="something else")


def test_the_map_is_given_communities_by_their_walk_sites_and_lines(ask):
    layers = layers_of(ask())
    walks = {
        one["properties"]["place_id"]: one["properties"]["walk"] for one in layers["communities"]["features"]
    }
    assert sorted(walks.values()) == [0, 556]
    assert len(layers["sites"]["features"]) == len(layers["walks"]["features"]) == 1
    left = layers_of(ask(walk_m=300))["communities"]["features"]
    assert sorted(one["properties"]["walk"] for one in left) == [-1, 0]


def test_command_opens_the_sites_of_the_answer_and_they_stay(ask, as_):
    assert "Open these 2 sites" in ask(capacity=3500)
    page = text(as_("commander", "en").post(f"{ADDRESS}open", {**FURONG, "capacity": "3500"}, follow=True))
    assert "2 sites opened, 0 stood so already" in page
    assert "All of them are open" in ask(capacity=3500, keep_open="on")
    assert "Open these" not in ask("district_cdc")
    assert as_("district_cdc").post(f"{ADDRESS}open", FURONG).status_code == 403


def test_a_place_of_somebody_else_is_not_found_and_ones_own_is_shown_unasked(ask, as_, opened):
    # A place outside the reach is asked back, as one that is not there.
    assert as_("stranger", "en").get(ADDRESS, FURONG).status_code == 400
    own = text(as_("district_commander", "en").get(ADDRESS))
    assert "Furong District" in own
    assert "Tongyinli" in own


def test_a_wish_that_is_no_number_or_none_a_site_can_be_is_refused(as_, opened):
    asked = as_("commander", "en")
    assert asked.get(ADDRESS, {**FURONG, "capacity": "many"}).status_code == 400
    assert asked.get(ADDRESS, {**FURONG, "walk_m": "1"}).status_code == 400
