"""Words of the comparison of rules."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("规则对比", "Rules compared"),
    lead=Text(
        "同一起疫情，换一种判定规则会管控多少人、漏掉多少已被传染的人。只给人数，不涉及任何人的身份。",
        "The same outbreak under other rules: how many people each would manage, and how many of those already "
        "infected it would miss. Counts only, nobody's identity.",
    ),
    running=Text("本起疫情", "This outbreak"),
    running_lead=Text(
        "按所选时刻已知的病例、到访记录、同户与登记接触者计算。真正被传染的人并不都已知，所以这里不说漏掉多少。",
        "By the cases, presences, households and named contacts known at the moment chosen. Who was really infected "
        "is not known, so nothing is said here of whom a rule misses.",
    ),
    part_only=Text("只计您可见范围内居住的人。", "Only people who live in the places you serve are counted."),
    judged_at=Text("判定时刻", "Judged at"),
    now_=Text("现在", "now"),
    end_of=Text("{day}日终", "end of {day}"),
    rule=Text("规则", "Rule"),
    people=Text("管控人数", "People managed"),
    people_sub=Text("第 1 层", "degree 1"),
    total=Text("各层合计", "All degrees"),
    days=Text("隔离人日", "Person-days"),
    later=Text("后来病例中已列入", "Later cases listed"),
    of=Text("{part} / {whole}", "{part} of {whole}"),
    computing=Text("正在计算……已完成 {done}/{rules}", "Computing … {done} of {rules} done"),
    computing_total=Text(
        "正在计算各层合计……已完成 {done}/{rules}", "Counting all degrees … {done} of {rules} done"
    ),
    count_total=Text("再算各层合计（较慢）", "Count all degrees too (slower)"),
    later_total=Text("后来病例 {part} / {whole}", "{part} of {whole} later cases"),
    waits=Text("计算中", "computing"),
    compute=Text("计算", "Compute"),
    explain=Text("每个数字的含义", "What each number means"),
    explain_people=Text(
        "这条规则此刻会列为密切接触者的人；病例本人不算。",
        "Whom the rule would list as contacts at that moment; the cases themselves are not counted.",
    ),
    explain_total=Text(
        "连同密接的密接；时空伴随规则只有一层。",
        "With the contacts of contacts; the cell rule has one degree only.",
    ),
    explain_days=Text(
        "若把第 1 层的人都按预案天数隔离，从此刻起还要多少人日；不含居家监测。各规则按同一天数计，时空伴随者当年实际是赋黄码、三天两检。",
        "If everybody of degree 1 were quarantined for the plan's days: what is still ahead from that moment, without "
        "monitoring at home. The same days for every rule, although companions in 2021 got a yellow code and two tests in three days.",
    ),
    explain_later=Text(
        "选一个过去的时刻：其后报告的病例里，有几人当时已在这条规则的第 1 层名单上。这是真实记录，但只包括被发现的感染者。",
        "Choose an earlier moment: of the cases reported after it, how many stood on the rule's list (degree 1) by then. "
        "This is the record, but it knows only infections that were found.",
    ),
    no_later=Text("此刻之后没有新报告的病例。", "No case was reported after that moment."),
    made_up=Text(
        "演示疫情的病例是随机放入虚构人群的，并不由前面的病例传染，所以这一列在演示中没有意义。",
        "The cases of this demonstration were put among made-up people at random, not infected by earlier ones: here "
        "the column on later cases means nothing.",
    ),
    truth=Text("模拟疫情（真相全知）", "Simulated outbreaks, where the truth is known"),
    truth_lead=Text(
        "在虚构小城里模拟疫情，谁在何处传给谁全部已知；规则只看到当时的病例表和到访名单。模拟的参数与规则的计分无关。结果随虚构小城而定，看相对关系，不要当作本地的数字。",
        "Outbreaks in a made-up town, of which it is known who infected whom and where; the rules see only the line list "
        "and the lists of visitors. The simulation shares no parameter with the score. The figures belong to that town: "
        "read how the rules compare, not what to expect here.",
    ),
    simulate=Text("模拟 {trials} 起疫情（约一分钟）", "Simulate {trials} outbreaks (about a minute)"),
    simulating=Text("已模拟 {trials}/{all_trials} 起", "{trials} of {all_trials} outbreaks simulated"),
    simulated_none=Text("还没有模拟结果", "Nothing simulated yet"),
    continue_=Text("继续模拟", "Go on"),
    missed=Text("漏掉", "Missed"),
    missed_sub=Text("每起疫情", "per outbreak"),
    found_share=Text("找到比例", "Share found"),
    per_found=Text("每找到一人管控", "People per infectee found"),
    explain_missed=Text(
        "被已知病例传染、当时还不是病例、又不在第 1 层名单上的人，每起疫情的平均数。",
        "People whom the known cases had infected, who were no cases yet and stood not on the list (degree 1): mean per outbreak.",
    ),
    explain_share=Text("这些人中被列入的比例。", "Of these people, the share that was listed."),
    explain_per_found=Text(
        "每找到一名已被传染的人，要管控多少人。", "How many people are managed for each of them found."
    ),
    explain_interval=Text(
        "小字为 95% 区间：对模拟的疫情重抽样，表示平均数有多可靠，不是单起疫情的波动。",
        "In small: the middle 95 % when the outbreaks are drawn again and again. It says how sure the mean is, not how much outbreaks differ.",
    ),
    axis_people=Text("管控人数（对数刻度）", "people managed (log scale)"),
    axis_missed=Text("漏掉的被传染者（每起）", "infectees missed per outbreak"),
    chart_key=Text(
        "点上的数字是表中规则的序号，十字为 95% 区间；虚线连接不被任何规则同时在两方面超过的规则。",
        "A point's number is the rule's in the table, its cross the 95 % interval; the dashed line joins the rules that no "
        "other beats on both counts.",
    ),
    chart=Text("管控人数与漏掉人数", "People managed against infectees missed"),
    whole_page=Text("一次算完", "Compute everything at once"),
    brief=Text("换一种规则会管控多少人", "How many people each rule would manage"),
    brief_people=Text("{people}人", "{people} people"),
    more=Text("详细对比", "Compare in full"),
)
