"""What can go wrong with a visit."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NOTHING_AT_THE_DOOR = declare(
    "nothing-at-the-door",
    happened=Text("没有填写任何一项。", "Nothing was recorded at this door."),
    expected=Text(
        "至少应有一项: 随访结果、告知书送达或任务凭证。",
        "Expected at least one check, slip handed over or proof of a task.",
    ),
    remedy=Text("请勾选或填写后重试。", "Tick or fill in what was done and send it again."),
)
