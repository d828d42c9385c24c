"""Words of the page of chains."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

KINDS = {
    "stated": Text("病例表注明", "stated in the line list"),
    "household": Text("同住", "one household"),
    "named": Text("流调指认", "named in an interview"),
    "presence": Text("同处一地", "met at a place"),
    "cluster": Text("同一聚集性疫情", "one cluster"),
    "residence": Text("同一居住地", "same neighbourhood"),
    "dates": Text("仅日期相符", "dates only"),
    "unknown": Text("来源不明", "source unknown"),
}

WORDS = Words(
    title=Text("传播链", "Who infected whom"),
    lead=Text(
        "每条线是一种可能，不是结论：按相遇、同住、指认和发病时间推断，概率合计为 100%。",
        "Every line is a possibility, not a finding: from meetings, homes, names given and dates of onset. "
        "The chances of a case add up to 100 %.",
    ),
    total=Text(
        "{cases}例，预计{unknown}例来源不明",
        "{cases} cases, {unknown} of them expected to have no known source",
    ),
    chart=Text("传播链图", "Chains in time"),
    chart_keys=Text(
        "横轴为发病日期（没有则为采样或报告日期）。方向键在病例间移动，回车打开病例；滚轮缩放，拖动平移。",
        "Across: the day of onset (else of the sample or report). Arrow keys move from case to case, Enter opens "
        "one; the wheel zooms, dragging moves.",
    ),
    from_day=Text("自", "From"),
    to_day=Text("至", "To"),
    least=Text("概率不低于", "Chance at least"),
    legend=Text("图例", "Legend"),
    likely=Text("50% 以上: 实线", "50 % and more: full line"),
    possible=Text("20–50%: 虚线", "20–50 %: dashed"),
    faint=Text("20% 以下: 点线", "under 20 %: dotted"),
    open_start=Text("空心起点: 来源不明", "hollow start: source unknown"),
    shape_confirmed=Text("圆: 确诊", "disc: confirmed"),
    shape_silent=Text("菱形: 无症状", "diamond: asymptomatic"),
    shape_other=Text("方: 其他", "square: other"),
    places=Text("地点传播排序", "Places by what they spread"),
    places_lead=Text(
        "预计在该处发生的感染数，及九成把握的范围。仅统计有相遇记录的传播。",
        "Infections expected to have happened there, and the range with nine chances in ten. Only meetings on "
        "record count.",
    ),
    place=Text("地点", "Place"),
    expected=Text("预计感染", "Expected"),
    between=Text("范围", "Range"),
    may_be=Text("可能病例", "Possible cases"),
    places_empty=Text(
        "没有相遇记录。录入病例行程或导入到访记录后，这里列出地点。",
        "No meeting is on record. Record the itineraries of the cases or import presences, and places are "
        "listed here.",
    ),
    list=Text("逐例列表", "Case by case"),
    case=Text("病例", "Case"),
    day=Text("日期", "Day"),
    source=Text("最可能来源", "Likeliest source"),
    chance=Text("概率", "Chance"),
    why=Text("依据", "Why"),
    others=Text("其他可能", "Others"),
    unknown_source=Text("来源不明", "Source unknown"),
    hidden_source=Text("辖区外病例", "a case outside your area"),
    of_chance=Text("概率 {chance}", "chance {chance}"),
    reported=Text("采样或报告", "sampled or reported"),
    fell_ill=Text("发病", "fell ill"),
    day_axis=Text("发病日期", "day of onset"),
    nothing_left=Text("筛选后没有病例。", "No case is left by this filter."),
    print=Text("打印", "Print"),
    empty=Text("还没有病例", "No case here"),
    empty_fill=Text(
        "报告病例或导入病例一览表后，这里显示谁传染了谁。",
        "Report cases or import a line list, and this page shows who infected whom.",
    ),
    report=Text("报告病例", "Report a case"),
)
