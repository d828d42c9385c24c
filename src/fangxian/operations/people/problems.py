"""What can go wrong with persons."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

EXTERNAL_ID_TAKEN = declare(
    "external-id-taken",
    happened=Text("{system} 编号已属于 {owner}。", "This {system} number already belongs to {owner}."),
    expected=Text("一个外部编号只对应一个人。", "Expected one person per number."),
    remedy=Text(
        "如为同一人，请合并；否则请核对编号。", "Merge them if they are one person, or check the number."
    ),
    status=409,
)

ALREADY_ERASED = declare(
    "already-erased",
    happened=Text("{key} 的个人信息已被销毁。", "The identity of {key} has been erased."),
    expected=Text("应为尚未销毁的人员。", "Expected somebody whose identity still exists."),
    remedy=Text(
        "已销毁的信息不能恢复，可重新登记。", "It can't be restored; register the person anew if need be."
    ),
    status=409,
)

ALREADY_MERGED = declare(
    "already-merged",
    happened=Text("{key} 已并入他人。", "{key} has been merged already."),
    expected=Text("应为尚未合并的两个人。", "Expected two persons, neither merged nor the same."),
    remedy=Text("请先撤销原合并。", "Undo that merge first."),
    status=409,
)
