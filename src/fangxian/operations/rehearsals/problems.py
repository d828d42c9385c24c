"""What can go wrong with a rehearsal, beside what the engine says."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

REHEARSAL_UNCLEAR = declare(
    "rehearsal-unclear",
    happened=Text("“{name_zh}”为 {value}，不能推演。", "{value} for “{name}” can't be rehearsed."),
    expected=Text("应在 {least} 与 {most} 之间。", "Expected a number from {least} to {most}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

PLANS_UNCLEAR = declare(
    "plans-unclear",
    happened=Text("所选预案为：{plans}。", "The plans chosen are: {plans}."),
    expected=Text(
        "应为一至 {most} 个不同的预案：{known}。", "Expected one to {most} different plans out of: {known}."
    ),
    remedy=Text("请重新选择预案。", "Choose the plans again."),
)

DISEASE_UNCLEAR = declare(
    "disease-unclear",
    happened=Text("没有疾病资源包“{disease}”。", "There is no disease pack “{disease}”."),
    expected=Text("应为以下之一：{known}。", "Expected one of: {known}."),
    remedy=Text("请选择一种疾病。", "Choose a disease."),
)

REHEARSAL_CHANGED = declare(
    "rehearsal-changed",
    happened=Text(
        "推演 {key} 的结果文件缺失或已被改动。", "The file of rehearsal {key} is gone or is not as it was."
    ),
    expected=Text("应与记录在案的摘要一致。", "Expected the file whose digest is on record."),
    remedy=Text(
        "请从备份恢复，或按同样的设置重新推演。", "Restore it from a backup, or rehearse again as before."
    ),
    status=409,
)
