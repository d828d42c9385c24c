"""What can go wrong with care."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

TOO_MANY_FOR_HOUSEHOLD = declare(
    "too-many-for-a-household",
    happened=Text("一户的照护人超过 {most} 名。", "More than {most} carers were named for a household."),
    expected=Text("每户至多 {most} 名（五包一）。", "Expected at most {most} for one household."),
    remedy=Text("请减少后重试。", "Name fewer and try again."),
)
NOT_A_CARE_OUTCOME = declare(
    "not-a-care-outcome",
    happened=Text("“{outcome}”不是探访结果。", "“{outcome}” is not what comes of a visit."),
    expected=Text("应为 {outcomes} 之一。", "Expected one of {outcomes}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)
NOT_A_MEDICINE = declare(
    "not-a-kind-of-medicine",
    happened=Text("“{kind}”不是药品类别。", "“{kind}” is no kind of medicine."),
    expected=Text("应为 {kinds} 之一；不记录药名。", "Expected one of {kinds}; names of drugs are not kept."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)
NOT_A_TOPIC = declare(
    "not-a-topic",
    happened=Text("“{topic}”不是来电类别。", "“{topic}” is not what a call is about."),
    expected=Text("应为 {topics} 之一。", "Expected one of {topics}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)
NO_HOSPITAL = declare(
    "no-hospital",
    happened=Text("没有填写定点医院。", "No designated hospital was named."),
    expected=Text("应写明送往哪家医院，不超过 120 字。", "Expected the hospital, in at most 120 characters."),
    remedy=Text("请补充后重试。", "Name it and try again."),
)
RIDE_ENDED = declare(
    "ride-ended",
    happened=Text(
        "这次救护车任务已结束，或“{step}”不是其状态。", "This ride is over, or “{step}” is not how it ends."
    ),
    expected=Text("应为 {steps} 之一，且只能一次。", "Expected one of {steps}, once."),
    remedy=Text("如仍需要，请重新请求。", "If one is still needed, ask anew."),
    status=409,
)
