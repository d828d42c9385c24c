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

NOT_A_PART = declare(
    "not-a-part",
    happened=Text("“{place}”下不能设“{kind}”。", "There can be no {kind} below “{place}”."),
    expected=Text(
        "社区（村）下可设小区（estate）或楼栋（building），小区下可设楼栋。",
        "Expected an estate or a building below a place of the tree, or a building below an estate.",
    ),
    remedy=Text("请选择上级地点或类别。", "Choose another place or kind."),
)

PLACE_ALREADY_THERE = declare(
    "place-already-there",
    happened=Text("编号 {place} 已有地点。", "There is a place {place} already."),
    expected=Text("应为未用过的编号。", "Expected a number nobody has."),
    remedy=Text("请换一个编号，或不填。", "Choose another, or leave it out."),
    status=409,
)
