"""Reads the three forms of signals: a place by number or certain name, moments in the outbreak's own time."""

from typing import Any

from django.http import QueryDict

from fangxian.doors.web.given import (
    read_moment,
    read_number,
    read_optional_number,
    read_place,
    read_text,
)
from fangxian.engines.problems import Text
from fangxian.operations.places.reach import Reach

CONFIRMED = {"": None, "yes": True, "no": False}
Given = dict[str, Any]


def read_pool(form: QueryDict, reach: Reach) -> Given:
    """Return what is told of a positive pool. Raises `form-unclear` and names the field, as all of these."""
    return {
        "pool_id": read_text(form, "pool_id", Text("混检管编号", "the number of the pool")),
        "place_id": read_place(form, reach),
        "result_at": read_moment(form, "result_at", Text("结果时间", "when the result came")),
        "taken_at": read_moment(form, "taken_at", Text("采样时间", "when it was taken"), optional=True),
        "members": read_optional_number(form, "members", Text("混检人数", "how many people")),
        "confirmed": CONFIRMED.get(form.get("confirmed", "")),
    }


def read_capacity(form: QueryDict, reach: Reach) -> Given:
    """Return how much is needed and there is."""
    return {
        "kind": form.get("what", ""),
        "place_id": read_place(form, reach),
        "needed": read_number(form, "needed", Text("需要多少", "how much is needed")),
        "available": read_number(form, "available", Text("现有多少", "how much there is")),
    }


def read_feed(form: QueryDict, reach: Reach) -> Given:
    """Return when something was due, and when it came last."""
    return {
        "source": read_text(form, "source", Text("来源", "the source")),
        "place_id": read_place(form, reach),
        "due_at": read_moment(form, "due_at", Text("应到时间", "when it is due")),
        "last_received_at": read_moment(
            form, "last_received_at", Text("最近收到时间", "when it last came"), optional=True
        ),
    }
