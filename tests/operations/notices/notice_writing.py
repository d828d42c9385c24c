"""Writing notices as the city's CDC, publishing them as the publicity office."""

import pytest

from fangxian.engines.problems import Problem, Text
from fangxian.operations.notices import drafting, queries, services
from fangxian.operations.notices.rows import NoticeGiven

GIVEN = NoticeGiven(Text("关于出行的通告", "Travel"), Text("请减少出行。", "Please travel less."))
SORRY = Text("内容有误", "It held a mistake")


def general(place_id: str = "43", given: NoticeGiven = GIVEN) -> drafting.Drafted:
    return drafting.Drafted("general", "", place_id, given)


def draft(desk, drafted=None):
    return services.draft(desk.cast.city_cdc, desk.clock, outbreak_id="tiny", drafted=drafted or general())


def publish(desk, edition_id):
    services.approve(desk.cast.publicity_officer, desk.clock, edition_id=edition_id)
    services.publish(desk.cast.publicity_officer, desk.clock, edition_id=edition_id)


def published(desk):
    return queries.list_published(desk.clock.now(), "tiny")


def refused(act) -> str:
    with pytest.raises(Problem) as found:
        act()
    return found.value.code
