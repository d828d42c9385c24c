"""What can go wrong with places."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

UNKNOWN_PARENT = declare(
    "unknown-parent-place",
    happened=Text(
        "地点 {place} 的上级 {parent} 不存在。", "The place {place} lies in {parent}, which is unknown."
    ),
    expected=Text("上级须在同一文件中或已载入。", "Expected a parent in the same file or loaded before."),
    remedy=Text("请补上该上级或更正编号。", "Add the parent or correct its number."),
)

CIRCULAR_PLACES = declare(
    "circular-places",
    happened=Text("地点 {place} 的上级链条成环。", "The place {place} lies within itself."),
    expected=Text("上级链条须止于一个根。", "Expected the chain of parents to end at a root."),
    remedy=Text("请更正上级编号。", "Correct the parents' numbers."),
)
