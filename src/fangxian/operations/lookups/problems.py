"""Errors of the app `lookups`."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

REASON_NEEDED_TO_LOOK = declare(
    "reason-needed-to-look",
    happened=Text(
        "此人不在您目前的任务之内，没有写明查阅理由。",
        "This person is not among your tasks, and no reason to open the record is on file.",
    ),
    expected=Text(
        "查阅任务之外的人，须先写明理由；审计员和本人看得到谁在何时因何查阅。",
        "Expected a reason first; the auditor and the person can see who looked, when and why.",
    ),
    remedy=Text(
        "请选择理由并写明，再打开；{hours} 小时内不再询问。",
        "Choose a reason, write it down and open it again; for {hours} hours you are not asked again.",
    ),
    status=403,
)
NOT_A_WHY = declare(
    "lookup-reason-unknown",
    happened=Text("没有“{why}”这一项查阅理由。", "“{why}” is not a reason to look."),
    expected=Text("应为以下之一：{whys}。", "Expected one of: {whys}."),
    remedy=Text("请从列表中选择。", "Choose one from the list."),
)
