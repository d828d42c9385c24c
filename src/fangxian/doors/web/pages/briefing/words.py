"""Words of the morning briefing."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("晨报", "Morning briefing"),
    line=Text("{outbreak}，{place}，截至{moment}", "{outbreak}, {place}, as of {moment}"),
    day=Text("现在，与一天前相比", "Now, and against a day ago"),
    cases=Text("病例", "cases"),
    exposed=Text("暴露人员", "people exposed"),
    venues=Text("暴露场所", "exposure places"),
    areas=Text("风险地区", "areas"),
    restrictions=Text("限制措施", "restrictions"),
    overdue=Text("超时指令", "orders overdue"),
    blocked=Text("无法完成", "answered not feasible"),
    first=Text("首例报告后{hours}小时", "{hours} hours since the first report"),
    waiting=Text("待签 {number}", "{number} proposals wait for a signature"),
    late_longest=Text("最久未完成", "Late the longest"),
    late_none=Text("没有超时的指令。", "No order is late."),
    hours_late=Text("超时{hours}", "{hours} late"),
    round_line=Text("{kind}第{number}轮", "{kind}, round {number}"),
    due_at=Text("截止 {moment}", "due {moment}"),
    everybody=Text("应检+补录", "due + added"),
    settled=Text("已落实", "settled"),
    missing=Text("缺口", "missing"),
    households_missed=Text("漏户", "households missed"),
    unseen=Text("名册外（估计）", "on no list (estimate)"),
    unseen_between=Text("{unseen}（{low}至{high}）", "{unseen} ({low} to {high})"),
    unseen_not=Text("不能估计", "cannot be told"),
    told=Text("已告知", "told"),
    overdue_samples=Text("样本超时", "samples late"),
    positives=Text("非阴性管", "tubes not negative"),
    breaks=Text("断点", "Breaks"),
    worst=Text("缺口最多", "Most missing"),
    bar=Text("{settled}人已落实，{missing}人缺口", "{settled} settled, {missing} missing"),
    no_round=Text("本地没有检测或排查轮次。", "No round of testing or screening here."),
    laboratories=Text("实验室", "Laboratories"),
    laboratory_line=Text("待检{waiting}管，应于{due}出结果", "{waiting} tubes wait, results due {due}"),
    laboratory_done=Text("无待检", "nothing waits"),
    predicted=Text("预计{moment}做完", "done by {moment}"),
    no_laboratory=Text("没有登记实验室。", "No laboratory is registered."),
    page_line=Text(
        "一页，可打印；数字来自同一时刻。", "One page, to be printed; every figure is of the same hour."
    ),
)
