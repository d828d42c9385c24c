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
    broken=Text("第{seq}条起校验失败。", "Verification fails from entry {seq}."),
)
