"""What the reader may do in oversight now; nothing while the desk looks back."""

from typing import Any

from fangxian.doors.web.desk import Desk
from fangxian.engines.problems import Problem, Text
from fangxian.operations.cases.queries import OutbreakRow

ACTS = ("work", "inspect", "command", "sanction", "hear", "publish")

NO_OUTBREAK = Problem(
    "no-outbreak-chosen",
    Text("没有选择疫情。", "No outbreak is chosen."),
    Text("督查属于一起疫情。", "Oversight belongs to an outbreak."),
    Text("请先选择疫情。", "Choose one first."),
    status=409,
)


def acts_of(desk: Desk) -> dict[str, Any]:
    """Return the acts open to the reader, for templates: `{{ can.inspect }}`."""
    return {"can": {act: desk.actor.may(act) and not desk.looks_back for act in ACTS}}


def outbreak_of(desk: Desk) -> OutbreakRow:
    """Return the outbreak on the desk. Raises `no-outbreak-chosen`."""
    if desk.outbreak is None:
        raise NO_OUTBREAK
    return desk.outbreak
