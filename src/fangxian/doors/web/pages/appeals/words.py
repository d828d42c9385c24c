"""Words of the appeals desk."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("申诉", "Appeals"),
    lead=Text(
        "由既未提出也未签署限制的部门审理。申诉成立，当即解除。",
        "Heard by an office that neither asked for the restriction nor signed it. Upheld, the person is free at once.",
    ),
    empty=Text("没有申诉", "There is no appeal"),
    empty_fill=Text(
        "受限制的人通过本人链接或工作人员提出申诉后显示。",
        "Fills when somebody who is restricted appeals, by their own link or through a worker.",
    ),
    decide_by=Text("{moment} 前决定", "decide by {moment}"),
    made=Text("{moment} 提出", "made {moment}"),
    by_link=Text("本人链接", "by their own link"),
    by_worker=Text("由工作人员记录", "written down by a worker"),
    says=Text("本人说", "The person says"),
    not_shown=Text("您的岗位不显示内容", "not shown to your role"),
    why=Text("限制理由", "Why they are restricted"),
    legal=Text("法律依据", "Legal ground"),
    period=Text("期限", "From and until"),
    signers=Text("签署部门", "Signed by"),
    reason=Text("决定理由（告知本人）", "Why you decide so (the person reads it)"),
    uphold=Text("成立，当即解除", "Uphold and release"),
    dismiss=Text("驳回", "Dismiss"),
    upheld=Text("成立", "upheld"),
    dismissed=Text("驳回", "dismissed"),
    decided=Text("{office}，{moment}", "{office}, {moment}"),
    not_yours=Text(
        "您或您的部门提出或签署了该限制，不能审理。",
        "You or your office asked for it or signed it: not yours to hear.",
    ),
    tell=Text("已告知本人", "The person was told"),
    is_told=Text("{moment} 已告知本人", "told {moment}"),
    told_upheld=Text("申诉成立，已当即解除。", "Upheld; the person is free."),
    told_dismissed=Text("申诉已驳回，请告知本人。", "Dismissed; the person has to be told."),
)
