"""What can go wrong when sites are tried."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

SITING_UNCLEAR = declare(
    "siting-unclear",
    happened=Text(
        "每点 {capacity} 人、步行 {walk_m} 米、上门 {door_percent}% 不能试算。",
        "{capacity} people a site, {walk_m} m to walk and {door_percent} % at home can't be tried.",
    ),
    expected=Text(
        "应为每点 {fewest} 至 {most} 人、步行 {nearest} 至 {farthest} 米、上门 0 至 {share}%。",
        "Expected {fewest} to {most} people a site, {nearest} to {farthest} m, 0 to {share} % at home.",
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

NOBODY_TO_PLACE_FOR = declare(
    "nobody-to-place-for",
    happened=Text("地区 {key} 没有登记人口。", "No population is on record in the place {key}."),
    expected=Text("应有人口的社区。", "Expected communities with a population."),
    remedy=Text("请换一个地区，或先载入人口。", "Choose another place, or load the populations first."),
)
