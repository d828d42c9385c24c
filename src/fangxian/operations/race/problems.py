"""What can go wrong with the race clock."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NO_CITY = declare(
    "race-without-city",
    happened=Text("疫情范围内没有可推演的城市。", "No city within the outbreak's place can be rehearsed."),
    expected=Text("应为地区资源包中的一个地方。", "Expected a place of a place pack."),
    remedy=Text("请先载入地区资源包。", "Load a place pack first."),
)

NO_CASE = declare(
    "race-without-case",
    happened=Text("近四周没有在册病例。", "No case is on record of the last four weeks."),
    expected=Text(
        "赛跑钟从在册病例开始推演。", "The race clock begins its futures with the cases on record."
    ),
    remedy=Text("请先上报病例。", "Report a case first."),
)

NOT_A_FIT = declare(
    "not-a-fit",
    happened=Text("文件缺少拟合的列：{columns}。", "The file lacks columns of a fit: {columns}."),
    expected=Text("应为 fangxian fit 写出的文件。", "Expected a file that `fangxian fit` wrote."),
    remedy=Text("请先用 fangxian fit 拟合。", "Fit the outbreak with `fangxian fit` first."),
)
