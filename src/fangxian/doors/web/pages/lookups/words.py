"""Words of the lookups."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("查阅记录", "Lookups"),
    lead=Text(
        "查阅任务之外的人须先写明理由。这里只有编号，没有姓名。异常只是要问的问题，不是结论。",
        "Whoever opens the record of a person outside their tasks writes down why. Keys only, no names. Unusual is "
        "a question to ask, never a finding.",
    ),
    readers=Text("查阅人（近 {days} 天）", "Readers (last {days} days)"),
    reader=Text("查阅人", "Reader"),
    people=Text("查阅人数", "People"),
    usual=Text("同岗位中位数", "Median of the role"),
    times=Text("次数", "Lookups"),
    marks=Text("为何列在前面", "Why on top"),
    looked=Text("时间", "When"),
    person=Text("被查阅人", "Person"),
    record=Text("记录", "Record"),
    why=Text("理由", "Reason"),
    unusual_count=Text("{count} 条待询问", "{count} to ask about"),
    empty=Text("还没有查阅记录", "No lookups yet"),
    empty_fill=Text(
        "有人查阅任务之外的人时，会在这里列出。",
        "They appear when somebody opens a record outside their tasks.",
    ),
)
