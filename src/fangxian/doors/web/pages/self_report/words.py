"""Words a resident reads: plain, kind, and nothing about anybody else."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("今天的健康情况", "How you are today"),
    hello=Text("您好，{name}", "Hello, {name}"),
    hello_you=Text("您好", "Hello"),
    how_are_you=Text("今天感觉怎么样？", "How are you today?"),
    again=Text("今天已收到。情况有变可以再填。", "Received for today. If something changes, tell us again."),
    well=Text("我很好，没有症状", "I am well, no symptoms"),
    symptoms=Text("我有这些症状：", "I have these symptoms:"),
    temperature=Text("体温（摄氏度，没量可不填）", "Temperature (°C; leave empty if not taken)"),
    send_symptoms=Text("告诉医生", "Tell the clinician"),
    told_well=Text("谢谢，已收到。明天请再来填一次。", "Thank you, received. Please tell us again tomorrow."),
    told_red=Text(
        "谢谢，已通知医生，会尽快联系您。请先留在原处，少与他人接触。",
        "Thank you. A clinician has been told and will call you soon. Until then stay where you are, away from others.",
    ),
    progress=Text("已填{done}天，到今天共{total}天", "{done} of {total} days so far"),
    last_day=Text("最后一天 {day}", "last day {day}"),
    what_to_do=Text("请这样做", "What to do"),
    urgent=Text(
        "呼吸困难或情况紧急，请立即拨打 120。", "If you cannot breathe well or it is urgent, call 120 now."
    ),
    privacy=Text(
        "这一页只显示您自己的随访。请不要把链接转给别人。",
        "This page shows your own follow-up and nothing else. Please do not pass the link on.",
    ),
    looked_title=Text("谁查阅过您的记录", "Who looked at your record"),
    looked_none=Text(
        "任务之外还没有人查阅。负责您的工作人员不在此列。",
        "Nobody outside their tasks. Those who work on your case are not listed here.",
    ),
    looked_ask=Text(
        "对任何一次查阅有疑问，可向该单位或审计员询问。",
        "If you wonder about one of these, ask that office or the auditor.",
    ),
    gone=Text("这个链接打不开了", "This link no longer opens"),
    gone_why=Text(
        "它可能已过期、已更换，或没有复制完整。您没有做错什么。",
        "It may have expired, been replaced, or been copied incompletely. You did nothing wrong.",
    ),
    gone_do=Text(
        "请联系您的社区工作人员，当面换一个新链接，或直接告诉他们您今天的情况。",
        "Ask your community worker for a new link, or tell them directly how you are today.",
    ),
    over=Text("您的随访已经结束", "Your follow-up is over"),
    over_why=Text(
        "谢谢您这些天的配合。以后不需要再填写。",
        "Thank you for these days. There is nothing more to fill in.",
    ),
    there_title=Text("我当时在那里", "I was there"),
    full_name=Text("姓名", "Your name"),
    phone=Text("电话", "Your telephone"),
    on=Text("日期", "The day"),
    came=Text("大约几点到", "Came at about"),
    left=Text("大约几点走", "Left at about"),
    send=Text("发送", "Send"),
    told_there=Text("谢谢您告诉我们。", "Thank you for telling us."),
    told_next=Text(
        "工作人员会打电话核实并告诉您怎么做。有症状请先不要外出，拨打 120。",
        "Somebody will call you to confirm and tell you what to do. With symptoms, stay in and call 120.",
    ),
    there_privacy=Text(
        "您的姓名和电话只给核实此事的工作人员看，不会公布。",
        "Your name and number are seen only by those who confirm this. They are never published.",
    ),
    consent_title=Text("您自愿集中隔离", "You stay of your own accord"),
    consent_until=Text("同意至 {moment}", "you agreed until {moment}"),
    consent_lead=Text(
        "您没有受到限制，随时可以收回同意并离开，不需要说明理由。",
        "Nothing binds you. You may take your consent back and go at any hour; nobody asks why.",
    ),
    consent_take_back=Text("收回同意", "Take my consent back"),
    bound_title=Text("您目前受到的限制", "What you are restricted to"),
    bound_until=Text("{moment} 自动解除", "ends by itself {moment}"),
    your_appeal=Text("您有权申诉", "You may appeal"),
    appeal_words=Text("您认为哪里不对？", "What do you think is wrong?"),
    appeal_send=Text("提出申诉", "Appeal"),
    appeal_waits=Text(
        "您的申诉已于 {made} 收到，由未参与签署的部门在 {due} 前决定。",
        "Your appeal came in {made}; an office that did not sign decides by {due}.",
    ),
    appeal_upheld=Text("您的申诉成立，限制已解除。", "Your appeal was upheld. You are no longer restricted."),
    appeal_dismissed=Text("您的申诉已驳回，理由如下。", "Your appeal was dismissed, for this reason."),
)
