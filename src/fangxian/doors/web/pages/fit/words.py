"""Words of fits."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("拟合", "Fit"),
    lead=Text(
        "许多个未来里，与病例表最相像的说明：还有多少人不在名册上，多半在哪里，传得多快。",
        "The futures most like the line list tell how many are on no list, where they probably are, and how fast it spreads.",
    ),
    fit_first=Text("拟合", "Fit"),
    again=Text("重新拟合", "Fit again"),
    opening=Text(
        "正在打开城市。本机首次编译约需一分钟，首次使用这座城市还要生成它。",
        "Opening the city. Compiling once: a minute the first time on this machine; a city not used before is drawn too.",
    ),
    running=Text(
        "已试 {done} / {total} 个未来。离开即暂停，再打开会继续。",
        "{done} of {total} futures tried. Leaving pauses it, opening the page again goes on.",
    ),
    stopped=Text("尚未完成：已试 {done} / {total} 个未来。", "It has not ended: {done} of {total} futures tried."),
    go_on=Text("继续", "Go on"),
    not_yet=Text("还没有拟合过", "Not fitted yet"),
    none_fill=Text(
        "按“拟合”，约半分钟后这里会说：还有多少感染者不在名册上，多半在哪个区县。至少需要一例在册病例。",
        "Press “Fit”: half a minute later this page says how many infected people are on no list, and in which district. "
        "It needs a case on record at least.",
    ),
    none_here=Text(
        "看得到全部疫情的指挥部或疾控拟合后，会显示在这里。",
        "When a command office or disease control that sees the whole outbreak has fitted it, it is shown here.",
    ),
    says=Text("它说", "What it says"),
    nobody=Text("没有迹象表明还有感染者不在名册上。", "Nothing suggests that an infected person is on no list."),
    hidden=Text("{between} 名感染者不在名册上。", "{between} infected people are on no list."),
    hidden_in=Text(
        "{between} 名感染者不在名册上，最可能在{place}。", "{between} infected people are on no list, most likely in {place}."
    ),
    hidden_outside=Text(
        "{between} 名感染者不在名册上，最可能在{place}以外。",
        "{between} infected people are on no list, most likely outside {place}.",
    ),
    spread=Text(
        "不采取措施时，一名感染者会传染 {low} 至 {high} 人，中位 {middle} 人。",
        "Where nothing is done, one infects {low} to {high} others; the median is {middle}.",
    ),
    share=Text("至今的感染有 {low} 至 {high} 已在册。", "{low} to {high} of all infections so far are on record."),
    begin=Text(
        "疫情开始于 {days} 天前，最初感染 {seeds} 人。", "It began {days} days ago with {seeds} first infections."
    ),
    goes_along=Text(
        "{days} 天里有 {inside} 天的病例数落在这些未来的中间九成之内。",
        "On {inside} of {days} days the cases on record lie within the middle nine tenths of these futures.",
    ),
    nine_tenths=Text("区间为中间九成。", "Ranges: the middle nine tenths."),
    strange=Text(
        "这份病例表有 {count} 个特征与几乎所有未来不同，请核对城市、预案和日期。",
        "{count} figures of this list are unlike those of nearly all futures: check the city, the plan and the days.",
    ),
    where=Text("未发现的人在哪里", "Where the undetected are"),
    where_note=Text(
        "横条为中位数，线为中间九成。病例最多的两个区县分开说，其余合在一起。",
        "Bar: median; line: middle nine tenths. The two districts with most cases are told apart, all others together.",
    ),
    part=Text("地区", "District"),
    undetected=Text("未发现", "Undetected"),
    bar_label=Text("中位 {middle} 人，{low} 至 {high}", "median {middle} people, {low} to {high}"),
    around=Text("每天的病例与这些未来", "Daily cases, and these futures around them"),
    around_note=Text(
        "点为在册病例；线为未来的中位数，深带为中间一半，浅带为中间九成。",
        "Dots: cases on record. Line: median of the futures; dark band: middle half; light band: middle nine tenths.",
    ),
    around_label=Text("每天在册病例与未来的扇形，数字见下表", "Cases on record by day and the fan of the futures; figures below"),
    by_day=Text("逐日数字", "Figures by day"),
    day=Text("日期", "Day"),
    on_record=Text("在册", "on record"),
    futures_median=Text("未来", "futures"),
    half=Text("中间一半", "Middle half"),
    most=Text("中间九成", "Middle nine tenths"),
    median=Text("中位数", "Median"),
    all_figures=Text("全部数字", "All figures"),
    figure=Text("数字", "Figure"),
    axis_day=Text("{month}/{day}", "{day}/{month}"),
    axis_cases=Text("病例", "cases"),
    made_of=Text("怎样得出", "What it is made of"),
    as_of=Text("时点", "As of"),
    aged=Text("{moment}（{age}前）", "{moment} ({age} ago)"),
    on_list=Text("病例表", "Line list"),
    cases=Text("{count} 例", "{count} cases"),
    over_days=Text("{days} 天，自 {first} 起", "over {days} days, from {first} on"),
    tried=Text("未来", "Futures"),
    tried_here=Text(
        "{place}的 {count} 个，预案 {plan}；{alike} 个的病例数与病例表相近", "{count} of {place}, plan {plan}; {alike} with about as many cases"
    ),
    brought=Text("由文件带来，不是在这里试出的", "brought in a file, not tried here"),
    asked_label=Text("提出", "Asked for"),
    asked=Text("{who}，{moment}", "{who}, {moment}"),
    took=Text("用时", "Took"),
    seconds=Text("{seconds} 秒", "{seconds} s"),
    digest=Text("结果摘要", "Digest of the draws"),
    used=Text(
        "赛跑钟用最新一次拟合；推演也可以从它开始。", "The race clock believes the newest fit; a rehearsal may begin from it."
    ),
    race=Text("赛跑钟", "Race clock"),
    rehearse=Text("从它开始推演", "Rehearse from it"),
    older=Text("其他拟合", "Other fits"),
    none_older=Text("没有别的拟合。", "There is no other fit."),
    unlike=Text("没有结果", "no answer"),
    unlike_remedy=Text("请核对城市和预案后重新拟合。", "Check the city and the plan, and fit again."),
    back=Text("最新的拟合", "The newest fit"),
)  # fmt: skip
