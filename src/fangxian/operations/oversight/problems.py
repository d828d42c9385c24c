"""The problems of oversight."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NOTHING_TO_DRAW = declare(
    "nothing-to-draw",
    happened=Text("此处没有可抽取的地点。", "There is no place to draw from here."),
    expected=Text("应为下辖该级地点的地区。", "Expected a place with places of that level below it."),
    remedy=Text("请换一个地区或级别。", "Choose another place or level."),
)
NOT_A_METHOD = declare(
    "not-a-method",
    happened=Text("没有“{method}”这种抽取方法。", "There is no way of drawing called “{method}”."),
    expected=Text("可用：random（随机）、risk（按风险）。", "Expected random or risk."),
    remedy=Text("请选择其一。", "Choose one of them."),
)
INSPECTION_WITHDRAWN = declare(
    "inspection-withdrawn",
    happened=Text("该次督查已撤回。", "This inspection was withdrawn."),
    expected=Text("应为进行中的督查。", "Expected one that stands."),
    remedy=Text("请另行抽取。", "Draw another."),
    status=409,
)
VISIT_RECORDED = declare(
    "visit-recorded",
    happened=Text("该地点的结果已经记录。", "What was found there is on record already."),
    expected=Text("每个抽中地点记录一次。", "A place drawn is recorded once."),
    remedy=Text("另有发现请单独记录问题。", "Record what else was found as a finding of its own."),
    status=409,
)
ANSWERS_MISSING = declare(
    "answers-missing",
    happened=Text("有题目没有回答：{missing}。", "Not answered: {missing}."),
    expected=Text("每题应答 yes、no 或 not-asked。", "Expected yes, no or not-asked for each question."),
    remedy=Text("请补答；无法查看的选“未查”。", "Answer it; what could not be seen is “not asked”."),
)
NOT_A_SEVERITY = declare(
    "not-a-severity",
    happened=Text("没有“{severity}”这一程度。", "There is no severity called “{severity}”."),
    expected=Text("应为 minor、serious、grave。", "Expected minor, serious or grave."),
    remedy=Text("请选择其一。", "Choose one of them."),
)
WORDS_NEEDED = declare(
    "words-needed",
    happened=Text("没有写明内容。", "Nothing was written."),
    expected=Text("应写明看到了什么、在哪里、何时。", "Expected what was seen, where and when."),
    remedy=Text("请写明后重试。", "Write it down and try again."),
)
PERSONAL_NUMBER = declare(
    "personal-number",
    happened=Text("文字中有证件号码或手机号码。", "The text holds an identity number or a telephone number."),
    expected=Text(
        "督查只写单位和事实，不写个人信息。", "Oversight is about offices and facts, never about a person."
    ),
    remedy=Text("请删去后重试。", "Take it out and try again."),
)
FINDING_CLOSED = declare(
    "finding-closed",
    happened=Text("该问题已销号。", "This finding is closed."),
    expected=Text("应为未销号的问题。", "Expected one that is open."),
    remedy=Text("有新问题请另行记录。", "Record a new one for what is new."),
    status=409,
)
ALREADY_RECTIFIED = declare(
    "already-rectified",
    happened=Text(
        "整改已经报告，等待复查。", "It was reported put right already and waits to be looked at again."
    ),
    expected=Text("每一轮只报告一次。", "Expected one report in each round."),
    remedy=Text(
        "请等复查；复查不通过即进入下一轮。", "Wait for the re-check; if it fails, the next round begins."
    ),
    status=409,
)
NOT_RECTIFIED_YET = declare(
    "not-rectified-yet",
    happened=Text("尚未报告整改完成。", "Nobody has reported it put right."),
    expected=Text("整改完成后才能复查。", "Expected a rectification to look at."),
    remedy=Text("请等整改单位报告。", "Wait for the office's report."),
    status=409,
)
ANOTHER_PERSON_RECHECKS = declare(
    "another-person-rechecks",
    happened=Text("整改人不能复查自己的整改。", "Whoever put it right does not look at it again."),
    expected=Text("应由另一人复查。", "Expected another person."),
    remedy=Text("请另派督查员。", "Send another inspector."),
    status=409,
)
A_PERSON_OPENS = declare(
    "a-person-opens-a-sanction",
    happened=Text("系统不能提出追责。", "The system opens no sanction."),
    expected=Text("追责只能由有此职责的人提出。", "Expected a person whose duty it is."),
    remedy=Text("请由指挥长或有权人员提出。", "Ask the commander."),
    status=403,
)
NEVER_GROUND = declare(
    "never-a-ground",
    happened=Text("“{ground}”永不作为追责依据：{why_zh}。", "“{ground}” is never a ground: {why}."),
    expected=Text("依据须为有人到场看到的事实。", "Expected what somebody went and saw."),
    remedy=Text("请先督查核实。", "Inspect first."),
    status=409,
)
UNKNOWN_GROUND = declare(
    "unknown-ground",
    happened=Text("规则中没有依据“{ground}”。", "The rules know no ground “{ground}”."),
    expected=Text("可用：{grounds}。", "There are: {grounds}."),
    remedy=Text("请从中选择；不能自拟。", "Choose one of them; none can be made up."),
)
FACTS_NEEDED = declare(
    "facts-needed",
    happened=Text("没有附上该依据所需的事实。", "The facts this ground rests on are not attached."),
    expected=Text("“{ground}”须附：{kinds}。", "“{ground}” rests on: {kinds}."),
    remedy=Text("请附上已记录的事实。", "Attach facts that are on record."),
)
NOT_OF_THIS_OFFICE = declare(
    "fact-of-another-office",
    happened=Text("事实 {key} 不属于该单位。", "The fact {key} is not about this office."),
    expected=Text("只能以本单位的事实追责。", "Expected facts about the office itself."),
    remedy=Text("请核对后重试。", "Check it and try again."),
)
FACT_SAYS_OTHERWISE = declare(
    "fact-says-otherwise",
    happened=Text("事实 {key} 不能支持追责：{why_zh}。", "The fact {key} supports no sanction: {why}."),
    expected=Text("应为成立的事实。", "Expected a fact that holds."),
    remedy=Text("请去掉该事实。", "Leave it out."),
    status=409,
)
NOT_FEASIBLE_NO_GROUND = declare(
    "not-feasible-no-ground",
    happened=Text("该逾期件不能作为依据。{line_zh}。", "This late dispatch is no ground. {line}."),
    expected=Text(
        "只有该单位的人手和时间能够按时完成的，才能追究逾期。",
        "Expected one that the office could have done with the people and hours it had.",
    ),
    remedy=Text("请增派人手或调整时限，而不是追责。", "Send people or move the deadline instead."),
    status=409,
)
OFFICIALS_UNKNOWN = declare(
    "officials-unknown",
    happened=Text("相关人员不是该单位的账号。", "Those named are not users of that office."),
    expected=Text("应为当时在该单位任职的账号。", "Expected users who served there."),
    remedy=Text("请核对账号。", "Check the users."),
)
NOT_THE_ONE_CONCERNED = declare(
    "not-the-one-concerned",
    happened=Text(
        "只有被追责的单位或本人能陈述申辩和申诉。", "Only the office or person concerned answers and appeals."
    ),
    expected=Text("应由当事方提出。", "Expected somebody of that office."),
    remedy=Text("请由当事方提出。", "Ask them."),
    status=403,
)
NOT_HEARD_YET = declare(
    "not-heard-yet",
    happened=Text("当事方的陈述申辩尚未记录。", "The other side has not been heard."),
    expected=Text(
        "须先记录陈述申辩；时限为 {moment}。", "Expected their answer on record; they have until {moment}."
    ),
    remedy=Text(
        "请等待陈述；逾期未答的，写明如何告知后再记录。",
        "Wait for it; once the time is over record how they were asked.",
    ),
    status=409,
)
STILL_TIME_TO_ANSWER = declare(
    "still-time-to-answer",
    happened=Text("陈述申辩的时限未到。", "They still have time to answer."),
    expected=Text("时限为 {moment}。", "Expected after {moment}."),
    remedy=Text("请等待。", "Wait."),
    status=409,
)
SANCTION_ELSEWHERE = declare(
    "sanction-at-another-stage",
    happened=Text("该追责件处于“{stage_zh}”阶段。", "This case is at another stage: {stage}."),
    expected=Text("该操作在此阶段不可用。", "Expected the stage this act belongs to."),
    remedy=Text("请刷新后查看。", "Reload and look."),
    status=409,
)
ANOTHER_PERSON_DECIDES = declare(
    "another-person-decides",
    happened=Text("提出追责的人不能作出决定。", "Whoever opened the case does not decide it."),
    expected=Text("应由另一位有此职责的人决定。", "Expected another person whose duty it is."),
    remedy=Text("请转交。", "Pass it on."),
    status=409,
)
STEP_TOO_HIGH = declare(
    "step-too-high",
    happened=Text("“{step_zh}”超出该依据的上限。", "“{step}” is more than this ground allows."),
    expected=Text("上限为“{most_zh}”。", "Expected “{most}” at most."),
    remedy=Text("请改用较轻的方式。", "Choose a milder step."),
)
NOT_A_STEP = declare(
    "not-a-step",
    happened=Text("追责方式有误：{step}。", "This is no step of the ladder with a number of people: {step}."),
    expected=Text("可用：{steps}，各附人数。", "Expected some of {steps}, each with how many officials."),
    remedy=Text("请改正。", "Correct it."),
)
TOO_LATE_TO_APPEAL = declare(
    "too-late-to-appeal",
    happened=Text("申诉时限已过。", "The time to appeal is over."),
    expected=Text("应在 {moment} 前提出。", "Expected before {moment}."),
    remedy=Text("请向司法行政机关咨询其他救济。", "Ask the justice department what else there is."),
    status=409,
)
APPEAL_ELSEWHERE = declare(
    "appeal-goes-elsewhere",
    happened=Text("您的单位参与了该追责。", "Your office took part in this case."),
    expected=Text("申诉由另一单位审理。", "Expected another office to hear the appeal."),
    remedy=Text("请转交其他单位。", "Pass it on to another office."),
    status=409,
)
NOT_AN_OUTCOME = declare(
    "not-an-outcome-of-an-appeal",
    happened=Text("复议结果有误：{outcome}。", "This is no outcome of an appeal: {outcome}."),
    expected=Text(
        "可用：upheld、reduced（须附更轻的方式）、annulled。",
        "Expected upheld, reduced (with milder steps) or annulled.",
    ),
    remedy=Text("请改正。", "Correct it."),
)
NOT_TO_BE_PUBLISHED = declare(
    "not-to-be-published",
    happened=Text("有追责件不能公布：{why_zh}。", "Some of these cannot be published: {why}."),
    expected=Text(
        "应为已决定、未在复议、未公布的追责件。", "Expected decided ones, not under appeal, not published."
    ),
    remedy=Text("请核对后重试。", "Check and try again."),
    status=409,
)
