"""Words of the journal page."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("流水", "Journal"),
    lead=Text(
        "每次写入一条，封存后首尾相接，改动必被发现。",
        "One entry per write; sealed entries are chained, so that a change shows.",
    ),
    empty=Text("还没有条目", "No entry yet"),
    empty_fill=Text("任何写入都会在这里留下一条。", "Every write leaves one here."),
    seq=Text("序号", "Seq"),
    at=Text("记录时间", "Recorded"),
    who=Text("何人", "Who"),
    office=Text("部门", "Office"),
    verb=Text("何事", "What"),
    thing=Text("对象", "On what"),
    reason=Text("理由", "Why"),
    earlier=Text("更早", "Earlier"),
    later=Text("更晚", "Later"),
    verify=Text("校验", "Verify"),
    whole=Text(
        "已校验{sealed}条，完好；未存证{unanchored}条。",
        "{sealed} entries verified, all whole; {unanchored} not anchored.",
    ),
    broken=Text("第{seq}条起校验失败（{what}）。", "Verification fails from entry {seq}: {what}."),
    check=Text("校验", "Check"),
    check_lead=Text(
        "附上其他部门保管的存证，才能发现尾部连同存证一起被删。",
        "Only an anchor kept elsewhere shows a tail that was cut together with our own anchors: add its file.",
    ),
    anchor_file=Text("存证文件（可不附）", "Anchor file (may be left out)"),
    anchoring=Text("存证", "Anchor"),
    sealed=Text("已封存", "sealed"),
    uncovered=Text("无外部存证覆盖", "covered by no anchor elsewhere"),
    last_anchor=Text(
        "最近存证：{moment}，{office}保管，至第{seq}条",
        "Last anchor: {moment}, held by {office}, up to entry {seq}",
    ),
    never_anchored=Text("尚未存证。", "Never anchored."),
    anchor_due=Text("应再次存证", "an anchor is due"),
    held_by=Text("由哪个部门保管", "Which office will keep it"),
    hand_out=Text("签名并下载", "Sign and download"),
    hand_out_lead=Text(
        "把文件交给本单位以外的部门。此前的条目再被删改，都会露出来。",
        "Hand the file to an office outside this one. Whatever is cut or rewritten before it shows from then on.",
    ),
)
