"""What can go wrong with a case."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

ALREADY_A_CASE = declare(
    "already-a-case",
    happened=Text(
        "该人员在本起疫情中已有病例（{number} 号）。",
        "This person already is case {number} of this outbreak.",
    ),
    expected=Text("同一人同一病程只登记一次。", "Expected one case per person and illness."),
    remedy=Text(
        "请更正原病例；若为再次患病，请先为原病例填写转归。",
        "Correct that case; for a second illness record its outcome first.",
    ),
    status=409,
)

NOT_A_CASE_COLUMN = declare(
    "not-a-case-column",
    happened=Text("病例没有可更正的“{name}”一项。", "A case has no column “{name}” that can be corrected."),
    expected=Text("可更正的项目: {allowed}。", "Expected one of: {allowed}."),
    remedy=Text(
        "请改用列出的项目；排除与合并另有操作。",
        "Use one of these; discarding and merging are acts of their own.",
    ),
)

NOT_A_KIND = declare(
    "not-a-case-kind",
    happened=Text("“{kind}”不是病例类别。", "“{kind}” is not a kind of case."),
    expected=Text("应为: {allowed}。", "Expected one of: {allowed}."),
    remedy=Text("请改正类别后重试。", "Correct the kind and try again."),
)

STAY_UNCLEAR = declare(
    "stay-unclear",
    happened=Text(
        "第 {line} 段行程不完整: {fault_zh}。", "Stay {line} of the itinerary is unclear: {fault}."
    ),
    expected=Text(
        "每段行程须有地点（或原话）和先后合理的时间。",
        "Expected a place (or the words said) and times in order.",
    ),
    remedy=Text(
        "请补正该段后重新提交，其余内容已保留。", "Mend that stay and send again; nothing else is lost."
    ),
)

OUTBREAK_ENDED = declare(
    "outbreak-ended",
    happened=Text("疫情“{key}”已结束。", "The outbreak “{key}” has ended."),
    expected=Text("只能在进行中的疫情里登记。", "Expected an outbreak that is still open."),
    remedy=Text("如有新病例，请开立一起新的疫情。", "For a new case open a new outbreak."),
    status=409,
)

OUTBREAK_EXISTS = declare(
    "outbreak-exists",
    happened=Text("疫情编号“{key}”已被使用。", "The outbreak id “{key}” is taken."),
    expected=Text("每起疫情一个编号。", "Expected an id of its own for every outbreak."),
    remedy=Text("请换一个编号。", "Choose another id."),
    status=409,
)

CANNOT_MERGE = declare(
    "cannot-merge-cases",
    happened=Text("这两个病例不能合并。", "These two cases cannot be merged."),
    expected=Text(
        "应为同一起疫情的两个不同且未排除的病例。",
        "Expected two different, undiscarded cases of one outbreak.",
    ),
    remedy=Text("请核对病例编号。", "Check the case numbers."),
)

CASE_ID_TAKEN = declare(
    "case-id-taken",
    happened=Text("病例编号“{key}”已被使用。", "The case id “{key}” is taken."),
    expected=Text("每个病例一个编号。", "Expected an id of its own for every case."),
    remedy=Text("请换一个编号，或更正原病例。", "Use another id, or correct the case that has it."),
    status=409,
)
