"""From what people write to a place: what is safe is settled, what is not is a question with its answers."""

from datetime import date

import pytest

from fangxian.engines.gazetteer import Context, resolve
from tests.engines.gazetteer.drawn_places import draw_gazetteer

COUNTRY = draw_gazetteer()
NOTHING_ELSE = Context()


def codes(text: str, context: Context = NOTHING_ELSE) -> list[str]:
    return [found.code for found in resolve(text, COUNTRY, context)]


def ask(text: str, context: Context = NOTHING_ELSE) -> list[list[str]]:
    return [
        [one.code for one in found.candidates] for found in resolve(text, COUNTRY, context) if not found.code
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("河东市东山区东山街道新华社区居委会", ["1111"]),
        ("东山区柳河街道新华社区", ["1121"]),
        ("柳河镇新华村委会", ["1211"]),
        ("西岭县柳河镇石桥村", ["1212"]),
        ("东山区柳河街道", ["112"]),
        ("东山区 柳河街道 白塔社区", ["1122"]),
        ("河东市，东山区，柳河街道，白塔社区", ["1122"]),
        ("西岭柳河石桥村", ["1212"]),
        ("柳河石匠来了", []),
    ],
)
def test_the_official_wording_in_full_or_in_part(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_what_stands_below_the_tree_is_kept_as_a_detail() -> None:
    (found,) = resolve("患者住东山区柳河街道白塔社区3栋2单元501室。", COUNTRY)
    assert (found.code, found.detail, found.text) == (
        "1122",
        "3栋2单元501室",
        "东山区柳河街道白塔社区3栋2单元501室",
    )


def test_a_name_that_occurs_twice_is_a_question() -> None:
    assert codes("新华社区") == [""]
    assert set(ask("新华社区")[0][:2]) == {"1111", "1121"}


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("柳河街道的新华社区", Context()),
        ("新华社区", Context(within="112")),
        ("新华社区", Context(near=("1122",))),
        ("患者住柳河街道白塔社区。次日到新华社区。", Context()),
    ],
)
def test_what_surrounds_it_answers_the_question(text: str, context: Context) -> None:
    assert codes(text, context)[-1] == "1121"


def test_a_path_written_out_outranks_the_place_the_text_is_about() -> None:
    assert codes("西岭县柳河镇新华村", Context(within="111")) == ["1211"]


def test_several_places_share_the_beginning_of_a_path() -> None:
    assert codes("东山区的东山街道、柳河街道和石桥村") == ["111", "112", "1212"]


def test_a_list_shares_its_last_ending() -> None:
    assert codes("东山区东山、柳河街道") == ["111", "112"]
    assert codes("东山街道新华、东山社区；柳河街道新华、白塔社区") == ["1111", "1112", "1121", "1122"]


def test_a_place_put_where_it_does_not_lie_is_a_question() -> None:
    assert codes("西岭县东山街道") == ["12", ""]


def test_a_place_inside_another_that_nobody_knows_is_not_ours() -> None:
    assert codes("南岭市白塔社区") == []
    assert codes("南岭市东山区东山街道新华社区") == [""]


def test_zones_aliases_and_estates() -> None:
    assert codes("河东市河滨开发区柳河街道") == ["112"]
    assert codes("河滨开发区") == ["z"]
    (found,) = resolve("柳河街道学府花园小区8栋", COUNTRY)
    assert (found.code, found.detail) == ("112", "学府花园小区8栋")


def test_an_old_name_counts_fully_on_the_days_it_was_in_use() -> None:
    then, later = Context(on=date(2019, 5, 1)), Context(on=date(2021, 5, 1))
    (at_the_time,) = resolve("东山区北门街道", COUNTRY, then)
    (afterwards,) = resolve("东山区北门街道", COUNTRY, later)
    assert at_the_time.code == afterwards.code == "112"
    assert at_the_time.score > afterwards.score


def test_an_old_name_alone_is_taken_only_for_its_own_days() -> None:
    assert codes("西岭市", Context(on=date(1985, 1, 1))) == ["12"]
    assert codes("北门街道", Context(on=date(2021, 5, 1))) == [""]


def test_two_characters_that_changed_places_are_one_mistake() -> None:
    assert codes("东山区河柳街道") == ["112"]
    assert codes("河柳街道") == []


def test_one_wrong_character_is_forgiven_where_the_path_says_which_place_is_meant() -> None:
    (found,) = resolve("东山区柳合街道白塔社区", COUNTRY)
    assert found.code == "1122"
    (found,) = resolve("东山区柳合街道", COUNTRY)
    assert (found.code, found.score < 0.9) == ("112", True)
    assert codes("柳合街道") == []


def test_names_without_their_ending() -> None:
    assert codes("昨日从西岭返回") == ["12"]
    assert codes("河东") == ["1"]
    assert codes("白塔很高") == []
    assert ask("白塔") == [["1122"]]


@pytest.mark.parametrize(
    "text", ["张西岭在家", "西岭米粉很好吃", "西岭女士", "他讲河东话", "沿西岭路走", "市场和社区"]
)
def test_persons_dishes_and_roads_are_no_places(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Baita Community, Liuhe Subdistrict, Dongshan District", ["1122"]),
        ("He lives in Xinhua Village, Liuhe Town, Xiling County.", ["1211"]),
        ("Dongshan and Liuhe subdistricts of Dongshan District", ["111", "112"]),
        ("at the Hedong Grand Theatre", ["v-theatre"]),
        ("XINHUA COMMUNITY", [""]),
        ("Hedonism is no place", []),
    ],
)
def test_english_wording(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_a_street_address_before_an_english_place_is_its_detail() -> None:
    (found,) = resolve("He stayed at 12 Oak Street, Apt 3, Baita Community, Liuhe Subdistrict", COUNTRY)
    assert (found.code, found.detail) == ("1122", "12 Oak Street, Apt 3")


def test_venues_are_found_with_and_without_the_place_around_them() -> None:
    assert codes("在河东大剧院观看演出") == ["v-theatre"]
    assert codes("东山区河东大剧院") == ["v-theatre"]
    assert codes("乘三号游船") == ["v-boat"]


def test_text_without_places_or_without_anything() -> None:
    assert codes("") == []
    assert codes("患者自述无不适，在家休息。") == []
