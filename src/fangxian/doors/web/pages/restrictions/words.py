"""Words of the restrictions pages and of the slip."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("限制措施", "Restrictions"),
    lead=Text(
        "每项限制有依据、法律基础、两个部门的签署和到期自动失效的期限。",
        "Each has its evidence, legal ground, two offices' signatures, and an end that lapses by itself.",
    ),
    empty=Text("没有受限制的人员", "Nobody is restricted"),
    empty_fill=Text(
        "两个部门签署限制建议后，显示在这里。",
        "Once two offices have signed a proposed restriction it shows here.",
    ),
    person=Text("人员", "Person"),
    measure=Text("措施", "Measure"),
    place=Text("地点", "Place"),
    starts_at=Text("开始", "From"),
    ends_at=Text("结束", "Until"),
    state=Text("状态", "State"),
    served=Text("{moment} 已送达", "served {moment}"),
    not_served=Text("未送达", "not served"),
    released=Text("{moment} 已解除", "released {moment}"),
    release_by=Text("须在 {moment} 前解除", "release by {moment}"),
    slip=Text("通知书", "Slip"),
    serve=Text("已送达", "Mark served"),
    release=Text("解除", "Release"),
    appeal=Text("申诉", "Appeal"),
    reason=Text("理由", "Reason"),
    words=Text("申诉内容", "What the person says"),
    more=Text("仅显示前{shown}人，共{total}人。", "The first {shown} of {total} are shown."),
    slip_title=Text("限制措施告知书", "Notice of restriction"),
    slip_to=Text("致：{name}", "To: {name}"),
    what=Text("要求您做什么", "What is asked of you"),
    why=Text("为什么", "Why"),
    legal=Text("法律依据", "Legal ground"),
    until=Text("到期自动解除", "Ends by itself on"),
    unconfirmed=Text(
        "此法律依据尚未与原文核对。", "This legal ground has not been checked against its text."
    ),
    signers=Text("签署部门", "Signed by"),
    help=Text("需要帮助时", "If you need help"),
    your_right=Text("您有权申诉", "You may appeal"),
    received=Text("签收：____________　日期：____________", "Received: ____________   Date: ____________"),
)
