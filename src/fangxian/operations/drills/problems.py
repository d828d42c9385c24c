"""What can go wrong with a drill."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NOT_A_DRILL_HOME = declare(
    "not-a-drill-home",
    happened=Text("“{home}”中已有一个环境（{world}）。", "There is a world in “{home}” already ({world})."),
    expected=Text(
        "演练须在自己的空文件夹中进行，绝不触及实况。",
        "A drill runs in an empty folder of its own and never touches what is real.",
    ),
    remedy=Text("请为 --home 另选一个空文件夹。", "Choose another, empty folder for --home."),
    status=409,
)

DRILL_UNCLEAR = declare(
    "drill-unclear",
    happened=Text("“{name_zh}”为 {value}，不能演练。", "{value} for “{name}” can't be drilled."),
    expected=Text("应为：{expected_zh}。", "Expected {expected}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)
