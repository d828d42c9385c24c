"""What can go wrong with proposing, deciding and signing."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

ALREADY_DECIDED = declare(
    "already-decided",
    happened=Text("建议“{title_zh}”已有决定或已撤回。", "The proposal “{title}” is decided or withdrawn."),
    expected=Text("只能签署等待中的建议。", "Expected a proposal that still waits."),
    remedy=Text("请刷新列表。", "Reload the list."),
    status=409,
)

ALREADY_SIGNED = declare(
    "already-signed",
    happened=Text("您已签署过“{title_zh}”。", "You have signed “{title}” already."),
    expected=Text("同一人不得签署两次。", "Nobody signs twice."),
    remedy=Text("请由另一部门的人员签署。", "Somebody of another office has to sign."),
    status=409,
)

OTHER_OFFICE_NEEDED = declare(
    "other-office-needed",
    happened=Text("您的部门已签署过“{title_zh}”。", "Your office has signed “{title}” already."),
    expected=Text("限制措施须由两个不同部门签署。", "What restricts is signed by two different offices."),
    remedy=Text("请由另一部门的人员签署。", "Somebody of another office has to sign."),
    status=409,
)

SIGNED_AS_IT_STANDS = declare(
    "signed-as-it-stands",
    happened=Text(
        "“{title_zh}”已由另一部门签署，不能再修改。",
        "“{title}” is signed by another office and can no longer be edited.",
    ),
    expected=Text("第二位签署人原样签署或驳回。", "The second signer signs it as it stands or rejects it."),
    remedy=Text("请去掉修改后签署，或驳回并写明理由。", "Sign without edits, or reject it with a reason."),
    status=409,
)

NOT_AN_EDIT = declare(
    "not-an-edit",
    happened=Text(
        "“{column}”的修改“{value}”不可用: {fault_zh}。",
        "The edit of {column} to “{value}” cannot be used: {fault}.",
    ),
    expected=Text("可修改的项目: {allowed}。", "Columns that may be edited: {allowed}."),
    remedy=Text("请改正后重新签署。", "Correct the edit and sign again."),
)

ALONE_NEEDS_REASON = declare(
    "alone-needs-reason",
    happened=Text("单方签署没有写明理由。", "One office signs alone without a reason."),
    expected=Text("须写明为何联系不到第二签署人。", "Expected why no second signer can be reached."),
    remedy=Text(
        "请填写理由；效力至多 {hours} 小时。", "Write the reason; the effect lasts {hours} hours at most."
    ),
)

ENDING_NOT_PROPOSED = declare(
    "ending-not-proposed",
    happened=Text("本起疫情的结束尚无依据。", "The evidence does not carry the end of this outbreak yet."),
    expected=Text(
        "应达到预案的终止条件，并由“生成处置方案”提出。",
        "Expected the plan's condition for the end to hold, and a response to propose it.",
    ),
    remedy=Text("请先重新生成处置方案，查看终止条件。", "Run the response again and read the condition."),
    status=409,
)
