"""Words of my tasks."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("我的任务", "My tasks"),
    to_do=Text("待办{open}件，其中逾期{late}件", "{open} to do, {late} late"),
    empty=Text("没有待办任务", "Nothing to do"),
    empty_fill=Text(
        "指挥部下达指令后，您所在单位的任务会出现在这里。",
        "When an order reaches your office, its task appears here.",
    ),
    acknowledge=Text("签收", "Acknowledge"),
    done=Text("完成", "Done"),
    done_list=Text("已办任务（{total}）", "Done ({total})"),
    proof_tap=Text("点按即为凭证", "The tap is the proof"),
    proof_count=Text("数量（人、户或件）", "How many (people, households, items)"),
    proof_list=Text("名单，每行一个", "The list, one a line"),
    proof_location=Text("位置（纬度,经度）", "Location (latitude,longitude)"),
    locate=Text("取当前位置", "Use where I am"),
    people=Text("涉及{people}人", "{people} people"),
    order=Text("查看指令", "See the order"),
    number=Text("第{number}号", "No. {number}"),
    nudged=Text("{moment} 已催办", "reminded {moment}"),
    more=Text("无法完成、拆分、指定责任人、补充细则", "Cannot be done, split, owner, detail"),
    why_not=Text(
        "为什么无法完成（上级会看到并决定）", "Why it cannot be done (the office above reads it and decides)"
    ),
    not_feasible=Text("答复无法完成", "Cannot be done"),
    waits_above=Text("已上报，等上级决定；期间不计时。", "The office above decides; the clock stands."),
    parts=Text("分成几部分，每行一部分", "The parts, one a line"),
    split=Text("拆分", "Split"),
    owner=Text("责任人", "Owner"),
    assign=Text("指定", "Assign"),
    detail=Text("补充细则（本级和下级可见，不写姓名）", "Detail for here and below (no names)"),
    add_detail=Text("补充", "Add"),
    told_not_feasible=Text("已答复，等上级决定。", "Answered; the office above decides."),
    told_split=Text("已拆分为{parts}项任务。", "Split into {parts} tasks."),
    told_assigned=Text("已指定责任人。", "It has an owner."),
    told_detailed=Text("已补充。", "Added."),
    hours_left=Text("时限 {moment}", "due {moment}"),
)
