"""What can go wrong with a notice."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

SECOND_PERSON_APPROVES = declare(
    "second-person-approves",
    happened=Text("起草人不能自己审定。", "Whoever drafted it may not approve it."),
    expected=Text("由第二人审定后发布。", "A second person approves before it is published."),
    remedy=Text("请有发布职责的同事审定。", "Ask a colleague who may publish."),
    status=409,
)

NOT_A_DRAFT = declare(
    "not-a-draft",
    happened=Text(
        "通告第 {number} 号已发布，不能改写。", "Notice {number} is published and cannot be rewritten."
    ),
    expected=Text(
        "已发布的内容只能由新版本替换或撤回。", "What is published is replaced by a new edition or withdrawn."
    ),
    remedy=Text("请起草新版本，或写明理由撤回。", "Draft a new edition, or withdraw it with a reason."),
    status=409,
)

NOT_APPROVED_YET = declare(
    "not-approved-yet",
    happened=Text("通告第 {number} 号尚未审定。", "Notice {number} is not approved."),
    expected=Text("审定之后才能发布。", "Expected one that is approved."),
    remedy=Text("请第二人先审定。", "Have a second person approve it first."),
    status=409,
)

NOT_PUBLISHED = declare(
    "not-published",
    happened=Text("通告第 {number} 号没有在发布。", "Notice {number} is not published."),
    expected=Text("只有已发布的通告可以撤回。", "Only what is published can be withdrawn."),
    remedy=Text("草稿可以直接改写。", "A draft can simply be rewritten."),
    status=409,
)

WORDS_MISSING = declare(
    "words-missing",
    happened=Text("缺少{field_zh}。", "The {field} is missing."),
    expected=Text("标题与正文中英文都要有。", "Title and text in both languages."),
    remedy=Text("请补齐后重试。", "Complete it and try again."),
)

NAMES_A_PERSON = declare(
    "names-a-person",
    happened=Text(
        "文字中出现了本起疫情中 {count} 名人员的姓名或证件、电话号码。",
        "The text holds the name or a number of {count} people of this outbreak.",
    ),
    expected=Text("通告不得让人认出任何个人。", "A notice identifies nobody."),
    remedy=Text("请删去后重试。", "Take it out and try again."),
)

TOO_FEW_REACHED = declare(
    "too-few-reached",
    happened=Text(
        "名单只能让 {share} 的场所暴露者认出自己。",
        "The list lets only {share} of those exposed at places find themselves.",
    ),
    expected=Text("至少 {least}。", "Expected at least {least}."),
    remedy=Text("请核对场所和时段后重新起草。", "Check places and times and draft it again."),
    status=409,
)

NOTHING_TO_TELL = declare(
    "nothing-to-tell",
    happened=Text("目前没有可公布的场所。", "There is no place to publish at present."),
    expected=Text("应有病例到过的场所。", "Expected places that cases visited."),
    remedy=Text("请先追踪，再起草。", "Trace first, then draft."),
    status=409,
)
