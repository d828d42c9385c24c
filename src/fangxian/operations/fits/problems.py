"""What can go wrong with a fit, beside what the engine says."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NO_CITY = declare(
    "outbreak-without-city",
    happened=Text("疫情范围内没有可推演的城市。", "No city within the outbreak's place can be rehearsed."),
    expected=Text("应为地区资源包中的一个地方。", "Expected a place of a place pack."),
    remedy=Text("请先载入地区资源包。", "Load a place pack first."),
)

NO_CASE = declare(
    "outbreak-without-case",
    happened=Text("到这一时点近期没有在册病例。", "No case of late is on record at this hour."),
    expected=Text(
        "拟合需要至少一例；赛跑钟需要近四周的病例。",
        "A fit needs a case at least, the race clock one of the last four weeks.",
    ),
    remedy=Text("请先上报病例。", "Report a case first."),
)

NOT_A_FIT = declare(
    "not-a-fit",
    happened=Text("文件缺少拟合的列：{columns}。", "The file lacks columns of a fit: {columns}."),
    expected=Text("应为 fangxian fit 写出的文件。", "Expected a file that `fangxian fit` wrote."),
    remedy=Text("请先用 fangxian fit 拟合。", "Fit the outbreak with `fangxian fit` first."),
)

FIT_UNCLEAR = declare(
    "fit-unclear",
    happened=Text("“{name_zh}”为 {value}，不能拟合。", "{value} for “{name}” can't be fitted."),
    expected=Text("应在 {least} 与 {most} 之间。", "Expected {least} to {most}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

FIT_CHANGED = declare(
    "fit-changed",
    happened=Text("拟合 {key} 的文件缺失或已被改动。", "The file of fit {key} is gone or is not as it was."),
    expected=Text("应与记录在案的摘要一致。", "Expected the file whose digest is on record."),
    remedy=Text("请从备份恢复，或重新拟合。", "Restore it from a backup, or fit the outbreak again."),
    status=409,
)
