"""What may be wrong with a signal."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

SIGNAL_NOT_POSSIBLE = declare(
    "signal-not-possible",
    happened=Text("{what_zh}不可能。", "{what} cannot be."),
    expected=Text(
        "数量不小于零, 时间不晚于现在, 类别在词汇表内。",
        "Amounts are not below zero, what happened is not in the future, kinds are in the word list.",
    ),
    remedy=Text("请核对后重报。", "Check it and report it again."),
)
