"""Textbook cases of linkage: who is one, who stays two, and what is said about it."""

import polars as pl
import pytest
from stores.linkage.tables import draw

from fangxian.engines.problems import Problem
from fangxian.stores.linkage import Linked, LinkSettings, link

REGISTER, ROSTER, PARCELS = "household-register", "grid-roster", "deliveries"


def _together(linked: Linked) -> set[frozenset[str]]:
    """Return who is joined with whom, as list and row without the list's own long name."""
    short = {REGISTER: "a", ROSTER: "b", PARCELS: "p"}
    rows = linked.rows.with_columns(pl.col("list_id").replace_strict(short) + pl.col("row_id"))
    return {
        frozenset(group)
        for group in rows.group_by("person").agg("list_id")["list_id"].to_list()
        if len(group) > 1
    }


def test_the_same_valid_number_and_name_are_one_person_wherever_they_live() -> None:
    lists = {
        REGISTER: draw("1 王伟 11010519491231002X - - - p1 3栋101室"),
        ROSTER: draw("1 王伟 11010519491231002x - - - p9 8栋202室"),
    }
    linked = link(lists)
    assert _together(linked) == {frozenset({"a1", "b1"})}
    assert "same valid identity number" in linked.explain((REGISTER, "1"), (ROSTER, "1")).verdict.en


def test_the_same_invalid_number_and_name_are_weighed_like_anything_else() -> None:
    lists = {
        REGISTER: draw("1 王伟 110105194912310021 - - - p1 3栋101室"),
        ROSTER: draw("1 王伟 110105194912310021 - - - p9 8栋202室"),
    }
    assert "sum reaches" in link(lists).explain((REGISTER, "1"), (ROSTER, "1")).verdict.en


def test_a_typo_in_the_number_is_forgiven_with_birthday_and_door() -> None:
    lists = {
        REGISTER: draw("1 李娜 11010519491231002X 1949-12-31 female - p1 3栋101室"),
        ROSTER: draw("1 李娜 11010519491231102X 1949-12-31 female - p1 3栋101室"),
    }
    linked = link(lists)
    assert _together(linked) == {frozenset({"a1", "b1"})}
    said = linked.explain((REGISTER, "1"), (ROSTER, "1")).lines("en")
    assert any(line.startswith("identity number: one digit off") for line in said)


def test_twins_stay_two_though_a_list_misspells_one_of_them() -> None:
    lists = {
        REGISTER: draw(
            "1 陈子涵 - 2015-06-01 male 13800138000 p1 3栋101室\n2 陈子轩 - 2015-06-01 male 13800138000 p1 3栋101室"
        ),
        ROSTER: draw(
            "1 陈子轩 - 2015-06-01 male 13800138000 p1 3号楼101\n2 陈子含 - 2015-06-01 male 13800138000 p1 3号楼101"
        ),
    }
    assert _together(link(lists)) == {frozenset({"a1", "b2"}), frozenset({"a2", "b1"})}


def test_twins_with_valid_numbers_of_their_own_stay_two() -> None:
    lists = {
        REGISTER: draw("1 陈子涵 110105201506010016 2015-06-01 male - p1 3栋101室"),
        ROSTER: draw("1 陈子轩 110105201506010032 2015-06-01 male - p1 3栋101室"),
    }
    linked = link(lists)
    assert linked.people == 2
    assert "stays below the threshold" in linked.explain((REGISTER, "1"), (ROSTER, "1")).verdict.en


def test_a_row_without_a_number_never_ties_two_valid_numbers() -> None:
    lists = {
        REGISTER: draw("1 陈子涵 110105201506010016 2015-06-01 male - p1 3栋101室"),
        ROSTER: draw("1 陈子涵 - 2015-06-01 male - p1 3栋101室"),
        PARCELS: draw("1 陈子轩 110105201506010032 2015-06-01 male - p1 3栋101室"),
    }
    linked = link(lists)
    person = dict(linked.rows.select("list_id", "person").iter_rows())
    assert person[REGISTER] == person[ROSTER] != person[PARCELS]
    assert "a valid number of its own" in linked.explain((ROSTER, "1"), (PARCELS, "1")).verdict.en


def test_the_same_name_in_another_building_stays_two() -> None:
    lists = {
        REGISTER: draw("1 王伟 - 1980-01-02 male 13800138000 p1 3栋101室"),
        ROSTER: draw("1 王伟 - 1962-09-17 male 13900139000 p1 8栋301室"),
    }
    assert link(lists).people == 2


def test_the_same_name_next_door_stays_two() -> None:
    lists = {
        REGISTER: draw("1 王伟 - 1980-01-02 male 13800138000 p1 3栋101室"),
        ROSTER: draw("1 王伟 - 1962-09-17 male 13900139000 p1 3栋102室"),
    }
    assert link(lists).people == 2


def test_a_phone_shared_by_a_household_joins_nobody_in_it() -> None:
    lists = {
        REGISTER: draw(
            "1 赵强 - 1980-01-02 male 13800138000 p1 3栋101室\n2 赵晨 - 2010-05-06 male 13800138000 p1 3栋101室"
        ),
        ROSTER: draw("1 钱芳 - 1982-03-04 female 13800138000 p1 3栋101室"),
    }
    assert link(lists).people == 3


def test_somebody_who_moved_is_known_by_name_and_birthday() -> None:
    lists = {
        REGISTER: draw("1 欧阳海燕 - 1980-01-02 female - p1 3栋101室"),
        ROSTER: draw("1 欧阳海燕 - 1980-01-02 female - p9 12栋502室"),
    }
    assert link(lists).people == 1


def test_a_list_of_parcels_may_name_a_person_twice_and_the_register_may_not() -> None:
    twice = draw("1 孙丽 - - - 13800138000 p1 3栋101室\n2 孙丽 - - - 13800138000 p1 3栋101室")
    assert link({PARCELS: twice}).people == 1
    assert link({REGISTER: twice}).people == 2
    assert link({REGISTER: twice}, LinkSettings(repeating=frozenset({REGISTER}))).people == 1


def test_the_explanation_names_every_comparison_and_its_weight_in_both_languages() -> None:
    lists = {
        REGISTER: draw("1 王伟明 - 1980-01-02 male 13800138000 p1 3栋101室"),
        ROSTER: draw("1 王伟民 - 1980-01-02 male - p1 3栋101室"),
    }
    explanation = link(lists).explain((ROSTER, "1"), (REGISTER, "1"))
    assert explanation.one
    assert [one.compared.zh for one in explanation.reasons] == [
        "身份证号",
        "姓名",
        "出生日期",
        "性别",
        "住处与电话",
    ]
    assert explanation.reasons[0].bits == 0
    total = explanation.start_bits + sum(one.bits for one in explanation.reasons)
    assert total == pytest.approx(explanation.sum_bits)
    assert explanation.sum_bits >= explanation.threshold_bits
    assert explanation.lines("zh")[-1] == "是同一人: 合计达到门槛。"
    assert "twins" in explanation.lines("en")[2]


def test_who_would_stand_twice_on_a_list_is_told_so() -> None:
    lists = {
        REGISTER: draw("1 孙丽 - 1990-01-01 female 13800138000 p1 3栋101室"),
        ROSTER: draw(
            "1 孙丽 - 1990-01-01 female 13800138000 p1 3栋101室\n2 孙莉 - 1990-01-01 female 13800138000 p1 3栋101室\n"
            "3 孙丽 - 1990-01-01 - 13800138000 p1 -"
        ),
    }
    linked = link(lists)
    assert linked.explain((REGISTER, "1"), (ROSTER, "1")).one
    for other in ((REGISTER, "1"), (ROSTER, "1")):
        assert "stand twice on a list" in linked.explain(other, (ROSTER, "3")).verdict.en


def test_a_row_that_is_not_there_cannot_be_explained() -> None:
    linked = link({REGISTER: draw("1 王伟 - - - - p1 -")})
    with pytest.raises(Problem) as raised:
        linked.explain((REGISTER, "1"), (ROSTER, "7"))
    assert raised.value.code == "no-such-rows"


def test_row_ids_that_repeat_are_refused() -> None:
    with pytest.raises(Problem) as raised:
        link({REGISTER: draw("1 王伟 - - - - p1 -\n1 李娜 - - - - p1 -")})
    assert raised.value.code == "repeated-row"


def test_no_lists_hold_nobody() -> None:
    assert link({}).people == 0
    assert link({REGISTER: draw("")}).people == 0
