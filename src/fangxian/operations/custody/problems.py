"""What can go wrong between a person and the answer."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NOT_A_TUBE_CODE = declare(
    "not-a-tube-code",
    happened=Text("“{code}”不是采样管编号。", "“{code}” is no number of a tube."),
    expected=Text(
        "应为 4 至 16 位字母和数字；F 开头的末位为校验位。",
        "Expected 4 to 16 letters and digits; where it begins with F the last is a check digit.",
    ),
    remedy=Text("请重新扫描或核对后重输。", "Scan it again, or look and type it again."),
)

TUBE_TAKEN = declare(
    "tube-taken",
    happened=Text("采样管 {code} 已领用过。", "The tube {code} was given out before."),
    expected=Text("每支采样管只领用一次。", "Expected a tube to be given out once."),
    remedy=Text("请核对编号。", "Look at the number."),
    status=409,
)

NOT_A_TUBE_SIZE = declare(
    "not-a-tube-size",
    happened=Text(
        "{count} 支、每管 {size} 人不能领用。", "{count} tubes of {size} people can't be given out."
    ),
    expected=Text("应为 1 至 {most} 支，每管 1 至 20 人。", "Expected 1 to {most} tubes of 1 to 20 people."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

TUBE_NOT_GIVEN_OUT = declare(
    "tube-not-given-out",
    happened=Text("采样管 {code} 不是为本轮领用的。", "The tube {code} was not given out for this round."),
    expected=Text("应为本轮领用的采样管。", "Expected a tube that was given out for it."),
    remedy=Text("请核对编号，或先领用。", "Look at the number, or have tubes given out first."),
)

TUBE_SEALED = declare(
    "tube-sealed",
    happened=Text("采样管 {code} 已于 {at} 送出。", "The tube {code} was sent at {at}."),
    expected=Text("送出后不能再加入样本。", "Expected no sample after that."),
    remedy=Text("请用另一支采样管。", "Use another tube."),
    status=409,
)

TUBE_FULL = declare(
    "tube-full",
    happened=Text("采样管 {code} 最多 {size} 人，已满。", "The tube {code} holds {size} people and is full."),
    expected=Text("应少于 {size} 人。", "Expected fewer than {size} in it."),
    remedy=Text("请用另一支采样管。", "Use another tube."),
    status=409,
)

SAMPLE_ID_TAKEN = declare(
    "sample-id-taken",
    happened=Text("样本 {key} 已记录，内容不同。", "The sample {key} is on record and says something else."),
    expected=Text("同一编号的样本内容应相同。", "Expected the same under the same id."),
    remedy=Text("请用新的编号记录。", "Record it under a new id."),
    status=409,
)

NO_SUCH_LABORATORY = declare(
    "no-such-laboratory",
    happened=Text("本次疫情没有实验室“{key}”。", "This outbreak has no laboratory “{key}”."),
    expected=Text("应为已登记的实验室。", "Expected one that is registered."),
    remedy=Text("请先登记。", "Register it first."),
    status=404,
)

NOT_A_LABORATORY = declare(
    "not-a-laboratory",
    happened=Text("实验室“{key}”填写有误。", "The laboratory “{key}” is not described well."),
    expected=Text(
        "编号应为小写字母、数字和连字符，日检测量应大于零。",
        "Expected an id of small letters, digits and hyphens, and more than no tubes a day.",
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

SHIPMENT_EMPTY = declare(
    "shipment-empty",
    happened=Text("送检单没有采样管。", "The shipment has no tube."),
    expected=Text("应至少一支。", "Expected at least one."),
    remedy=Text("请扫描要送出的采样管。", "Scan the tubes that go."),
)

SHIPMENT_MISCOUNTED = declare(
    "shipment-miscounted",
    happened=Text(
        "清点为 {declared} 支，扫描了 {scanned} 支。",
        "{declared} tubes were counted by hand and {scanned} scanned.",
    ),
    expected=Text("两者应相等。", "Expected both to be equal."),
    remedy=Text("请重新清点，找出差的采样管。", "Count again and find the tube that differs."),
    status=409,
)

SHIPMENT_ID_TAKEN = declare(
    "shipment-id-taken",
    happened=Text(
        "送检单 {key} 已记录，内容不同。", "The shipment {key} is on record and says something else."
    ),
    expected=Text("同一编号的送检单内容应相同。", "Expected the same under the same id."),
    remedy=Text("请用新的编号。", "Send it under a new id."),
    status=409,
)

CONTROL_TOTALS_DIFFER = declare(
    "control-totals-differ",
    happened=Text(
        "文件中{what_zh}为 {found}，实验室报 {told}。",
        "The file has {found} {what}, the laboratory says {told}.",
    ),
    expected=Text("两者应相等；未接收任何一行。", "Expected both to be equal; no row was taken."),
    remedy=Text(
        "请向实验室核对，文件可能在途中被截断。", "Ask the laboratory: the file may have been cut on its way."
    ),
    status=409,
)

FILE_MAY_BE_CUT = declare(
    "file-may-be-cut",
    happened=Text(
        "文件正好有 {rows} 行，是常用表格软件的上限。",
        "The file has {rows} rows, just as many as a common spreadsheet holds.",
    ),
    expected=Text("应附上控制总数；未接收任何一行。", "Expected control totals with it; no row was taken."),
    remedy=Text(
        "请向实验室索取行数和阳性数后重新导入。",
        "Ask the laboratory for the number of rows and of positives, and import it with them.",
    ),
    status=409,
)

NOT_A_RESULT = declare(
    "not-a-result",
    happened=Text("“{outcome}”不是检测结果。", "“{outcome}” is no outcome of a tube."),
    expected=Text("应为 {outcomes} 之一。", "Expected one of {outcomes}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

RESULT_BEFORE_SAMPLE = declare(
    "result-before-sample",
    happened=Text("结果时间 {at} 在将来。", "The result would be of {at}, in the future."),
    expected=Text("应在采样之后、现在之前。", "Expected a time after the sample and not in the future."),
    remedy=Text("请核对时间。", "Look at the time."),
)

NOBODY_TO_TELL = declare(
    "nobody-to-tell",
    happened=Text("没有可告知的样本。", "There is no such sample to tell about."),
    expected=Text("应为已有结果、尚未告知的样本。", "Expected samples with a result, not yet told."),
    remedy=Text("请刷新后重试。", "Look again at who waits."),
)

NOT_TOLD_THAT_WAY = declare(
    "not-told-that-way",
    happened=Text("“{channel}”不能用于告知。", "Nobody is told by “{channel}”."),
    expected=Text(
        "应为 {channels} 之一；非阴性结果须当面或电话告知。",
        "Expected one of {channels}; whatever is not negative is told by call or visit.",
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

NOT_A_POSITIVE = declare(
    "not-a-positive",
    happened=Text(
        "样本 {key} 不是单人阳性。", "The sample {key} is not of one person alone in a positive tube."
    ),
    expected=Text("混检阳性须先逐人复采。", "Of a shared positive tube everybody is sampled again first."),
    remedy=Text("请先复采。", "Sample them again."),
    status=409,
)

NO_SUCH_DRIFT = declare(
    "no-such-drift",
    happened=Text("“{key}”没有待查的检测漂移报警。", "No alarm of drift of “{key}” waits to be looked into."),
    expected=Text(
        "应为仍未查明、由您负责的报警。", "Expected an alarm nobody has looked into and you answer for."
    ),
    remedy=Text("请刷新后重试。", "Look again at the alarms."),
    status=404,
)

DRIFT_UNEXPLAINED = declare(
    "drift-unexplained",
    happened=Text("没有写明查到了什么。", "What was found is not said."),
    expected=Text("应有原因，至多 500 字。", "Expected a reason of at most 500 characters."),
    remedy=Text("请写明查了什么、结果如何。", "Say what was looked into and what came of it."),
)
