"""What can go wrong with a restriction."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

ALREADY_SERVED = declare(
    "already-served",
    happened=Text("该限制措施已于 {at} 送达。", "This restriction was served at {at}."),
    expected=Text("每项限制只送达一次。", "A restriction is served once."),
    remedy=Text("无需再次送达。", "There is nothing left to do."),
    status=409,
)

LIST_BLOCKED = declare(
    "list-blocked",
    happened=Text(
        "名单上 {persons} 人中有 {faulty} 人没有可以限制的依据（{faults_zh}），整份名单已被拦下，没有限制任何人。",
        "Of {persons} people on the list {faulty} cannot be restricted ({faults}). "
        "The whole list is blocked; nobody is bound.",
    ),
    expected=Text(
        "每个人都应有本起疫情中本人的证据、预案规则和法律依据。",
        "Expected of each person evidence of their own in this outbreak, a rule of the plan and a legal ground.",
    ),
    remedy=Text(
        "此事已报审计人员。事实有变时请先重新生成处置方案。",
        "The auditor has been told. If the facts have changed, run the response first.",
    ),
    status=409,
)

NOT_ASKED_FIRST = declare(
    "not-asked-first",
    happened=Text(
        "有 {people} 人尚未被询问是否自愿配合。",
        "{people} people have not been asked whether they would stay of their own accord.",
    ),
    expected=Text(
        "该措施应先征求自愿: 记录询问和答复，或写明为何来不及询问。",
        "This measure asks first: expected an offer and its answer, or why there was no time to ask.",
    ),
    remedy=Text(
        "请先询问并记录答复；紧急时填写“未先询问的理由”后签署。",
        "Ask and record the answers; in urgent cases sign with the reason why they were not asked.",
    ),
    status=409,
)

NOT_AN_OFFER = declare(
    "not-an-offer",
    happened=Text("“{measure}”不征求自愿。", "“{measure}” is not offered to be kept of one's own accord."),
    expected=Text("可自愿的措施: {offered}。", "Expected one of: {offered}."),
    remedy=Text("请从所列措施中选择。", "Choose from what is offered."),
)

NOT_ASKED = declare(
    "not-asked",
    happened=Text("有 {people} 人没有待答复的询问。", "{people} of these people have no offer to answer."),
    expected=Text("应先询问，再记录答复。", "Expected an offer before its answer."),
    remedy=Text("请先记录询问。", "Record the offer first."),
    status=409,
)

NOT_AN_ANSWER = declare(
    "not-an-answer",
    happened=Text("“{answer}”不是答复。", "“{answer}” is no answer to an offer."),
    expected=Text("应为 {answers} 之一。", "Expected one of {answers}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

APPEAL_WAITS = declare(
    "appeal-waits",
    happened=Text("该限制已有一份申诉待审理。", "An appeal against this restriction waits already."),
    expected=Text("同一时间只有一份申诉。", "Expected one appeal at a time."),
    remedy=Text("请等待审理结果。", "Wait for the decision; it has a time limit."),
    status=409,
)

NOT_RESTRICTED = declare(
    "not-restricted",
    happened=Text("该限制已经结束。", "This restriction is over."),
    expected=Text("只能对生效中的限制申诉。", "Expected one that is in force."),
    remedy=Text("无需申诉；您已不受限制。", "There is nothing to appeal against; nobody is bound by it."),
    status=409,
)

OF_THE_SIGNING_LINE = declare(
    "of-the-signing-line",
    happened=Text(
        "您或您的部门提出或签署了该限制。", "You or your office asked for this restriction or signed it."
    ),
    expected=Text("申诉由既未提出也未签署的部门审理。", "An appeal is heard by an office that did neither."),
    remedy=Text("请转交其他审理部门。", "Pass it on to another office that hears appeals."),
    status=403,
)

APPEAL_DECIDED = declare(
    "appeal-decided",
    happened=Text("该申诉已有决定。", "This appeal is decided."),
    expected=Text("每份申诉只决定一次。", "An appeal is decided once."),
    remedy=Text("请查看决定。", "Look at the decision."),
    status=409,
)

NOT_AN_OUTCOME = declare(
    "not-an-appeal-outcome",
    happened=Text("“{outcome}”不是申诉的结果。", "“{outcome}” is not how an appeal ends."),
    expected=Text("应为 upheld（成立）或 dismissed（驳回）。", "Expected upheld or dismissed."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

LIST_SETTLED = declare(
    "list-settled",
    happened=Text("该名单已有审计结论。", "This list has been looked into."),
    expected=Text("每份名单有一个结论。", "Expected one without a finding."),
    remedy=Text("再次被提出时会重新打开。", "It opens again when somebody asks for it again."),
    status=409,
)
