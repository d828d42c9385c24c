"""Words of the letters pages."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("协查函", "Letters to neighbours"),
    lead=Text(
        "把人员移交外地或邻区查找：对方签收，逐人回复；未签收的排在最前。",
        "People handed to another place: it acknowledges and answers person by person. Late ones come first.",
    ),
    new=Text("发协查函", "Send a letter"),
    empty=Text("还没有协查函", "No letter yet"),
    empty_fill=Text(
        "有人员在外地或邻区时，由此移交并等待签收。",
        "When somebody is in another place, hand them over here and wait for the acknowledgement.",
    ),
    number=Text("第 {number} 号", "No. {number}"),
    from_=Text("发函", "From"),
    to=Text("发往", "To"),
    people=Text("人员", "People"),
    found=Text("已找到", "Found"),
    not_found=Text("未找到", "Not found"),
    state=Text("状态", "State"),
    due_by=Text("签收时限", "Acknowledge by"),
    sent_at=Text("发出", "Sent"),
    asks=Text("请求事项", "What is asked"),
    acknowledge=Text("签收", "Acknowledge"),
    acknowledged=Text("{who} 于 {moment} 签收", "Acknowledged by {who}, {moment}"),
    answer=Text("回复", "Answer"),
    outcome=Text("结果", "Outcome"),
    open=Text("待回复", "open"),
    note=Text("回复内容", "In words"),
    withdraw=Text("撤回", "Take it back"),
    reason=Text("理由", "Reason"),
    withdrawn=Text("已撤回：{reason}", "Taken back: {reason}"),
    phone=Text("电话", "Telephone"),
    people_lead=Text(
        "每行一个人员编号，须是您可见的人员。", "One number of a person a line; only people you may see."
    ),
    to_place=Text("本系统内地区编号", "Number of a place of this tree"),
    to_place_lead=Text("该地办公室此后可见这些人员。", "Its office sees these people from now on."),
    to_name=Text("或：外地机关名称", "Or: an authority outside"),
    to_name_lead=Text(
        "系统给出签收码；名单经公务渠道另行送达。",
        "It gets a code to acknowledge by; the list goes by your official channel.",
    ),
    reach_words=Text(
        "移交后，对方能看到这些人员的姓名、电话和经过，直到回复未找到或撤回。",
        "The other office then sees their names, telephones and course, until it answers that they are not there or you take it back.",
    ),
    send=Text("发出", "Send"),
    told_sent=Text("协查函第 {number} 号已发出。{code}", "Letter {number} is sent. {code}"),
    told_code=Text(
        "协查函第 {number} 号已发出。签收码（只显示这一次）：{code}",
        "Letter {number} is sent. The code to acknowledge by, shown once: {code}",
    ),
    outside_title=Text("协查函签收", "Acknowledge a letter"),
    outside_lead=Text("请输入函件上的签收码。", "Enter the code printed on the letter."),
    code=Text("签收码", "Code"),
    open_it=Text("查看", "Open"),
    who=Text("签收单位和值班人", "Your office and who is on duty"),
    about=Text(
        "{office} 的协查函第 {number} 号，涉及 {people} 人。",
        "Letter {number} of {office}, about {people} people.",
    ),
    thanks=Text("已签收。谢谢。", "Acknowledged. Thank you."),
)
