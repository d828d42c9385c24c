"""R31: on 3 and 4 August 2021 Zhangjiajie was the first to publish that officials were held to account: 18 of 3 units.

Units and numbers of the report; how the 18 divide over the units and the steps is invented, and so is everybody in it.
"""

import re
from datetime import UTC, datetime

import pytest

from fangxian.engines import tables
from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.oversight.queries import get_announcement
from fangxian.operations.oversight.services import answer, decide, publish_sanctions
from tests.operations.oversight.conftest import appoint

UNITS = (
    # place, department, officials by step
    ("430802", "command_office", {"admonition": 3, "warning": 4}),
    ("4308", "hospital", {"admonition": 3, "warning": 3}),
    ("430811", "command_office", {"reminder": 3, "warning": 2}),
)
NAMES = ("合成甲", "合成乙", "合成丙")


@pytest.fixture
def zhangjiajie(desk):
    """The city and its two districts beside the tiny tree, with somebody at each of the three units."""
    from fangxian.operations.places.services import load_places

    rows = [
        {"place_id": "43", "name": "湖南省", "name_en": "Hunan", "level": "province"},
        {"place_id": "4308", "name": "张家界市", "name_en": "Zhangjiajie", "level": "city", "parent_id": "43"},
        {"place_id": "430802", "name": "永定区", "name_en": "Yongding", "level": "district", "parent_id": "4308"},
        {"place_id": "430811", "name": "武陵源区", "name_en": "Wulingyuan", "level": "district", "parent_id": "4308"},
    ]  # fmt: skip
    load_places(get_system_actor("tests"), desk.clock, tables.PLACES.rows(rows), source="R31")
    desk.clock.at = datetime(2021, 8, 3, 0, tzinfo=UTC)
    return desk


def open_and_decide(desk, place, department, steps, name):
    """Find, open, tell, hear, decide: all on 3 August."""
    someone = appoint(desk.clock, f"unit-{place}-{department}", "street-worker", place, department)
    finding = desk.find(place, "grave", what="检测异常人员未及时隔离", department=department)
    case = desk.open(
        ("finding", finding), office_id=someone.office_id, ground="positive-not-isolated", what=f"{name}值班"
    )
    desk.wait(2)
    answer(someone, desk.clock, sanction_id=case, text=f"{name}当晚在岗")
    desk.wait(1)
    decide(desk.deputy, desk.clock, sanction_id=case, steps=steps, reason=f"{name}等人失职")
    return case


@pytest.fixture
def published(zhangjiajie):
    """What the city published on 4 August."""
    desk = zhangjiajie
    cases = [open_and_decide(desk, *unit, name) for unit, name in zip(UNITS, NAMES, strict=True)]
    desk.clock.at = datetime(2021, 8, 4, 1, tzinfo=UTC)
    key = publish_sanctions(
        desk.cast.publicity_officer, desk.clock, outbreak_id="tiny", place_id="4308", sanction_ids=cases
    )
    return get_announcement(desk.cast.stranger.reach, key)


def test_the_notice_says_three_units_and_eighteen_officials(published):
    assert published.text.zh == (
        "张家界市通报：3 个单位共 18 名责任人员被追责。"
        "单位：张家界市医院、武陵源区指挥部、永定区指挥部。"
        "其中：提醒谈话、约谈 3 人，诫勉谈话 6 人，党内警告、政务警告 9 人。当事单位和人员可以申诉。"
    )
    assert published.text.en.startswith("Zhangjiajie: 18 officials of 3 units held to account.")
    assert published.published_at == datetime(2021, 8, 4, 1, tzinfo=UTC)


def test_the_notice_names_no_person_of_any_list(published, zhangjiajie):
    from fangxian.operations.accounts.queries import list_users

    told = published.text.zh + published.text.en
    everybody = [
        name for user in list_users() for name in (user.name.zh, user.name.en, user.handle, user.user_id)
    ]
    assert len(everybody) > 80
    assert [name for name in (*everybody, *NAMES) if name and name in told] == []


def test_the_notice_shows_no_number_below_three_beside_a_unit(zhangjiajie):
    desk = zhangjiajie
    case = open_and_decide(desk, "4308", "hospital", {"warning": 1, "reminder": 4}, "合成丁")
    key = publish_sanctions(
        desk.cast.commander, desk.clock, outbreak_id="tiny", place_id="4308", sanction_ids=[case]
    )
    text = get_announcement(desk.cast.stranger.reach, key).text
    assert (
        text.zh == "张家界市通报：1 个单位共 5 名责任人员被追责。单位：张家界市医院。当事单位和人员可以申诉。"
    )
    assert re.findall(r"\d+", text.zh) == ["1", "5"]


def test_a_name_is_published_only_where_the_rules_say_the_law_makes_it_public(
    zhangjiajie, tmp_path, monkeypatch
):
    """No step of ours does; a jurisdiction whose law names the removed says so in its pack."""
    from fangxian.stores.packs.folders import BUILT_IN

    text = (BUILT_IN / "oversight" / "cn-2021" / "pack.yaml").read_text("utf-8")
    assert "names_published: true" not in text
    own = tmp_path / "own" / "oversight" / "cn-2021" / "pack.yaml"
    own.parent.mkdir(parents=True)
    head, removal = text.split("  - key: warning")
    own.write_text(
        f"{head}  - key: warning{removal.replace('names_published: false', 'names_published: true', 1)}"
    )
    desk = zhangjiajie
    someone = appoint(desk.clock, "head", "street-worker", "4308", "hospital")
    finding = desk.find("4308", "grave", department="hospital")
    more = {"office_id": someone.office_id, "ground": "positive-not-isolated", "persons": [someone.user_id]}
    case = desk.open(("finding", finding), **more)
    answer(someone, desk.clock, sanction_id=case, text="在岗")
    decide(desk.deputy, desk.clock, sanction_id=case, steps={"warning": 1}, reason="失职")
    told = []
    for packs in ("", str(tmp_path / "own")):
        monkeypatch.setenv("FANGXIAN_PACKS", packs)
        told.append(_text_now(desk, case))
    assert "合成head" not in told[0]
    assert "合成head" in told[1]


def _text_now(desk, case) -> str:
    from fangxian.operations.cases.queries import get_outbreak
    from fangxian.operations.oversight.announcing import write_text
    from fangxian.operations.oversight.models import Sanction
    from fangxian.operations.oversight.rules import rule_of
    from fangxian.operations.places.queries import get_place

    rule = rule_of(get_outbreak(desk.cast.commander.reach, "tiny"))
    return write_text(rule, get_place("4308").title, [Sanction.objects.get(id=case)], False).zh
