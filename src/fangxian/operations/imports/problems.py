"""What can go wrong with an import. Rows that are merely wrong are no problem: they are listed."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

TERMS_NEEDED = declare(
    "terms-needed",
    happened=Text("人员名单缺少: {missing_zh}。", "A list of people came without: {missing}."),
    expected=Text(
        "载入人员信息前须写明目的、法律依据、批准人和保存期限。",
        "Before people are loaded, purpose, legal basis, approver and retention are stated.",
    ),
    remedy=Text("请补全后重试；尚未载入任何内容。", "State them and try again; nothing was loaded."),
)

RETENTION_PASSED = declare(
    "retention-passed",
    happened=Text("保存期限 {day} 已过。", "The retention ended on {day}."),
    expected=Text("应为今天之后的日期。", "Expected a day to come."),
    remedy=Text("请填写今后的日期。", "State a later day."),
)

OUT_OF_BALANCE = declare(
    "out-of-balance",
    happened=Text(
        "读入 {read} 行，却只有 {settled} 行有去向。",
        "{read} rows were read but only {settled} accounted for.",
    ),
    expected=Text("读入 = 接受 + 重复 + 拒绝。", "Expected read = accepted + duplicate + rejected."),
    remedy=Text(
        "尚未载入任何内容，请报告此错误。", "Nothing was loaded; report this as a fault of the program."
    ),
    status=500,
)

NO_SUCH_LIST = declare(
    "no-such-list",
    happened=Text("没有“{kind}”这一类名单。", "There is no kind of list called {kind}."),
    expected=Text("应为: {kinds}。", "Expected one of: {kinds}."),
    remedy=Text("请选择其中一类后重试。", "Choose one of them and try again."),
)
