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
    hours_left=Text("时限 {moment}", "due {moment}"),
)
