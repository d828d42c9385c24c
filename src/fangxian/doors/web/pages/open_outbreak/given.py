"""Turns the form of a new outbreak into what the service takes; what is missing becomes a Problem that names it."""

import re
from zoneinfo import available_timezones

from django.http import QueryDict

from fangxian.engines.problems import Problem, Text
from fangxian.operations.cases.reports import NewOutbreak
from fangxian.stores.packs import read_plan

LONGEST_TITLE = 120
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def read_outbreak(form: QueryDict) -> NewOutbreak:
    """Return the outbreak a form holds. Raises `outbreak-unclear`, and what an unknown plan raises."""
    given = {name: form.get(name, "").strip() for name in ("id", "title_zh", "title_en", "timezone")}
    _check_titles(given)
    if not KEY.fullmatch(given["id"]):
        raise _unclear(
            Text(
                "编号不是由小写字母、数字和连字符组成",
                "the id is not made of lower-case letters, digits and hyphens",
            )
        )
    if given["timezone"] not in available_timezones():
        zone = given["timezone"]
        raise _unclear(Text(f"没有时区“{zone}”", f"there is no time zone “{zone}”"))
    plan = read_plan(form.get("plan", ""))
    return NewOutbreak(
        **given,
        disease=plan.disease,
        plan=plan.id,
        plan_version=plan.version,
        place_id=form.get("place_id", ""),
    )


def _check_titles(given: dict[str, str]) -> None:
    for name, said in (("title_zh", Text("中文名称", "Chinese")), ("title_en", Text("英文名称", "English"))):
        if not given[name]:
            raise _unclear(Text(f"没有填写{said.zh}", f"the {said.en} title is missing"))
        if len(given[name]) > LONGEST_TITLE:
            raise _unclear(
                Text(
                    f"{said.zh}超过{LONGEST_TITLE}个字",
                    f"the {said.en} title is longer than {LONGEST_TITLE} characters",
                )
            )


def _unclear(fault: Text) -> Problem:
    return Problem(
        "outbreak-unclear",
        Text(f"疫情信息不完整: {fault.zh}。", f"The outbreak is unclear: {fault.en}."),
        Text(
            "应有中英文名称、编号、预案、范围和时区。",
            "Expected a title in both languages, an id, a plan, a place and a time zone.",
        ),
        Text("请补正后再提交，已填内容仍在。", "Correct it and send again; nothing you typed is lost."),
    )
