"""What can go wrong with an order."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

ORDER_REVOKED = declare(
    "order-revoked",
    happened=Text("该指令已撤销或已失效。", "This order was revoked or has lapsed."),
    expected=Text("只能办理仍然有效的指令。", "Expected an order that still stands."),
    remedy=Text(
        "无需再办理；请查看新的指令。", "Nothing is left to do; look for the order that replaced it."
    ),
    status=409,
)

PROOF_NOT_ENOUGH = declare(
    "proof-not-enough",
    happened=Text("完成凭证不符: {fault_zh}。", "The proof does not fit: {fault}."),
    expected=Text("该指令要求的凭证: {wanted}。", "This order wants the proof: {wanted}."),
    remedy=Text("请补齐凭证后再报完成。", "Complete the proof, then report it done."),
)

SECOND_PERSON_NEEDED = declare(
    "second-person-needed",
    happened=Text("完成人不能自己核验。", "Whoever did it may not verify it."),
    expected=Text("由第二人核验。", "A second person verifies."),
    remedy=Text("请同事或上级核验。", "Ask a colleague or the office above."),
    status=409,
)

NOT_DONE_YET = declare(
    "not-done-yet",
    happened=Text("该任务尚未报完成。", "This task is not reported done."),
    expected=Text("完成之后才能核验。", "Expected a task that is done."),
    remedy=Text("请先报完成。", "Report it done first."),
    status=409,
)

EVENT_ID_TAKEN = declare(
    "event-id-taken",
    happened=Text("事件编号 {key} 已用于另一件事。", "The event id {key} belongs to another act."),
    expected=Text("每个动作在设备上生成一个新编号。", "Expected a new id for every act."),
    remedy=Text("请用新的编号重发。", "Send it again with a new id."),
    status=409,
)

TASK_TAKEN = declare(
    "task-taken",
    happened=Text("该任务已由他人领取。", "Somebody else has taken this task."),
    expected=Text("每个任务一位责任人。", "A task has one owner."),
    remedy=Text("请刷新列表。", "Reload the list."),
    status=409,
)

MUST_BE_SIGNED = declare(
    "must-be-signed",
    happened=Text(
        "“{title_zh}”限制人身或经营，不能直接下指令。",
        "“{title}” restricts people; it cannot be ordered by hand.",
    ),
    expected=Text(
        "须以已签署、正在生效的决定为依据。", "Expected a signed decision in force for that place to rest on."
    ),
    remedy=Text(
        "请先在处置建议中提出并由两个部门签署，再下指令。",
        "Propose it and have two offices sign it; then order what carries it out.",
    ),
    status=409,
)

NOT_A_TEMPLATE = declare(
    "not-a-template",
    happened=Text("没有名为“{measure}”的指令模板。", "There is no template “{measure}” for an order."),
    expected=Text(
        "应为预案中的措施或指令类模板之一。", "Expected a measure of the plan or another measure pack."
    ),
    remedy=Text("请从模板列表中选择。", "Choose one from the list of templates."),
)

DUE_ALREADY_PAST = declare(
    "due-already-past",
    happened=Text("时限 {due_at} 已经过去。", "The due time {due_at} is past already."),
    expected=Text("时限应晚于现在。", "Expected a due time after now."),
    remedy=Text("请改用将来的时限。", "Give one in the future."),
)

REACHES_NOBODY = declare(
    "reaches-nobody",
    happened=Text("该指令不会下达到任何办公室。", "This order would reach no office."),
    expected=Text("地点应在本起疫情的地区树中。", "Expected places in the tree of this outbreak."),
    remedy=Text("请核对地点。", "Check the places."),
)

NOTHING_TO_DO = declare(
    "nothing-to-do",
    happened=Text("指令没有写明要做什么。", "The order does not say what is to be done."),
    expected=Text("临时指令须写明要求。", "Expected an instruction where the template has none."),
    remedy=Text("请写明要求后重试。", "Write what is to be done and try again."),
)

NOT_ABOVE = declare(
    "not-the-office-above",
    happened=Text("您不在该办公室的上级。", "Yours is not an office above this one."),
    expected=Text(
        "由该指令下达链上的上级办公室决定。", "Expected an office above it in this order, or a command."
    ),
    remedy=Text("请上报一级，由上级决定。", "Send it one level up; the office above decides."),
    status=403,
)

ALREADY_DONE = declare(
    "already-done",
    happened=Text("该任务已经完成。", "This is done already."),
    expected=Text("只能对未完成的任务这样做。", "Expected one that is not done."),
    remedy=Text("如核查发现未完成，请退回。", "Where it turns out not to be done, send it back."),
    status=409,
)

NO_SUCH_OWNER = declare(
    "no-such-owner",
    happened=Text("“{handle}”不在该办公室任职。", "“{handle}” does not serve in that office."),
    expected=Text("责任人须在该办公室任职。", "Expected somebody who serves in the office of the task."),
    remedy=Text(
        "请选择该办公室的人员，或改派其他办公室。", "Choose one of its people, or give it to another office."
    ),
)

HAS_OFFICES_BELOW = declare(
    "has-offices-below",
    happened=Text(
        "该办公室下面还有办公室，不能整体改派。",
        "Offices hang below this one; it cannot be given away whole.",
    ),
    expected=Text("只能改派没有下级的下达件。", "Expected an office without offices below it in this order."),
    remedy=Text(
        "请逐个改派下级，或以新指令替代。", "Give away those below one by one, or replace the order."
    ),
    status=409,
)

OFFICE_HAS_IT = declare(
    "office-has-it",
    happened=Text("该办公室已收到这条指令。", "That office has this order already."),
    expected=Text("一个办公室在一条指令中只有一份。", "An office has one copy of an order."),
    remedy=Text("请选择另一个办公室。", "Choose another office."),
    status=409,
)

NO_PARTS = declare(
    "no-parts",
    happened=Text("没有写明要分成哪几部分。", "There is nothing to split it into."),
    expected=Text("每部分一句话。", "Expected a few words for every part."),
    remedy=Text("请写明后重试。", "Write them and try again."),
)
