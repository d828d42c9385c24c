"""Words of the countdowns."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("倒计时", "Countdowns"),
    lead=Text(
        "预案的每个时限从自己的事件起算；超时的在前，并写明原因。",
        "Every deadline of the plan counts from its own event; those missed come first, with the cause.",
    ),
    missed=Text("已超时", "missed"),
    running=Text("倒计时中", "running"),
    empty=Text("没有正在计时的时限", "No clock is running"),
    empty_fill=Text(
        "病例报告、采样、判定密接或下达指令后，其时限会出现在这里。",
        "When a case is reported or sampled, contacts are found or an order is issued, its deadline appears here.",
    ),
    what=Text("时限", "Deadline"),
    office=Text("责任单位", "Who answers"),
    due_at=Text("截止", "Due"),
    left=Text("剩余", "Time left"),
    cause=Text("原因", "Cause"),
    over=Text("超时 {span}", "{span} late"),
    remaining=Text("还剩 {span}", "{span} left"),
    upstream_lost=Text("上游已耗 {span}", "{span} lost upstream"),
    told=Text("已催 {told} 次", "told {told}×"),
    bar=Text("已过时间", "time passed"),
    more=Text("仅显示前{shown}项，共{total}项。", "The first {shown} of {total} are shown."),
    told_title=Text("催办", "Told to you"),
    told_lead=Text("给您或您所在单位的提醒和上报。", "Reminders and escalations to you or your office."),
    to_me=Text("给您本人", "to you"),
    due_by=Text("截止 {moment}", "due {moment}"),
    seen=Text("全部已阅", "Mark all as seen"),
    ring=Text("立即催办", "Tell now"),
    rung_at=Text("上次催办 {moment}", "last told {moment}"),
    never_rung=Text("尚未催办", "nothing told yet"),
    rung=Text(
        "已发提醒{reminders}条、上报{escalations}条。",
        "{reminders} reminders and {escalations} escalations told.",
    ),
)
