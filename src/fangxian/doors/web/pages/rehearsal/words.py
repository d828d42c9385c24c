"""Words of rehearsals."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("推演", "Rehearsal"),
    lead=Text(
        "用到预案之前，先在同一座城市的许多个未来里各走一遍，比较感染与限制。推演用来比较预案，不是预报；不涉及任何人。",
        "Plans run on many futures of one city before they are needed, compared by infections and by restriction. A rehearsal "
        "compares plans and is no forecast; nobody real is in it.",
    ),
    new=Text("新的推演", "A new rehearsal"),
    place_field=Text("城市", "City"),
    people=Text("{people}人", "{people} people"),
    plans_field=Text("预案（一至三个）", "Plans (one to three)"),
    slow=Text("感染者多，需要几分钟", "infects many: takes minutes"),
    disease_field=Text("疾病", "Disease"),
    futures_field=Text("未来的数量", "Futures"),
    days_field=Text("今后天数", "Days from today"),
    seeds_field=Text("最初感染者", "People infected at the beginning"),
    ago_field=Text("几天前感染", "How many days ago"),
    begin_field=Text("从哪里开始", "Begin from"),
    begin_usual=Text("通常的设想", "what is usually assumed"),
    begin_fit=Text("{moment} 的拟合", "the fit as of {moment}"),
    begin_note=Text(
        "城市、最初感染、再生数、求检和找到密接的比例已按拟合的中位数填好，可以改动。",
        "City, first infections, R, who asks for a test and how many contacts are found are filled with the fit's medians; "
        "change them as you like.",
    ),
    assumptions=Text("设想", "What is assumed"),
    more_assumptions=Text("更多设想", "More that is assumed"),
    usual=Text("通常为 {value}", "usually {value}"),
    ask=Text("推演", "Rehearse"),
    kept=Text("已有的推演", "Rehearsals kept"),
    none_kept=Text("还没有推演", "No rehearsal yet"),
    none_fill=Text(
        "选好城市和预案，按“推演”，结果会留在这里。",
        "Choose a city and plans and press “Rehearse”: what comes out is kept here.",
    ),
    none_here=Text(
        "指挥部或疾控推演您所在的地区后，结果会显示在这里。",
        "When the command office or disease control rehearses your places, it is shown here.",
    ),
    no_city=Text("可见范围内没有可推演的城市", "No city within your reach can be rehearsed"),
    no_city_fill=Text("请先载入地区资源包中的区县或城市。", "Load a district or city of a place pack first."),
    when=Text("时间", "When"),
    by=Text("谁", "By"),
    plans=Text("预案", "Plans"),
    state=Text("进展", "State"),
    all_run=Text("已完成", "ended"),
    so_far=Text("{done} / {total} 个未来", "{done} of {total} futures"),
    paused=Text("已停在 {done} / {total}，打开即继续", "stopped at {done} of {total}; open it to go on"),
    settings=Text("设置", "Settings"),
    city=Text("城市", "City"),
    asked=Text("{who}，{moment}", "{who}, {moment}"),
    asked_label=Text("提出", "Asked for"),
    numbers=Text(
        "{futures}个未来，今后 {days} 天，{ago} 天前有 {seeds} 人感染",
        "{futures} futures, {days} days from today, {seeds} people infected {ago} days ago",
    ),
    set_label=Text("改动的设想", "Assumed otherwise"),
    set_to=Text("{title}：{value}（通常 {usual}）", "{title}: {value} (usually {usual})"),
    digest=Text("结果摘要", "Digest of the file"),
    another=Text("另作推演", "Rehearse again"),
    opening=Text(
        "正在打开城市。本机首次编译约需半分钟，首次使用这座城市还要生成它。",
        "Opening the city. Compiling once: half a minute the first time on this machine; a city not used before is drawn too.",
    ),
    running=Text(
        "已完成 {done} / {total} 个未来，结果随之更新。离开即暂停，再打开会继续。",
        "{done} of {total} futures; what is shown grows with them. Leaving pauses it, opening it again goes on.",
    ),
    go_on=Text("继续推演", "Run it on"),
    stopped=Text("推演尚未完成：{done} / {total}。", "It has not ended: {done} of {total}."),
    nothing_yet=Text("还没有一个未来走完", "No future has been run yet"),
    nothing_yet_fill=Text(
        "推演走完前几个未来后，这里显示各预案的结果。",
        "Once the first futures have been run, what the plans lead to is shown here.",
    ),
    happening=Text("各预案的结果", "What happens"),
    happening_note=Text(
        "均值，下方为中间九成的未来。", "Mean; below it the middle nine tenths of the futures."
    ),
    outcome=Text("结果", "Outcome"),
    fans=Text("累计感染", "Infections so far"),
    fans_note=Text(
        "线为中位数，深带为中间一半，浅带为中间九成；纵轴每格为前一格的十倍。",
        "Line: median; dark band: middle half; light band: middle nine tenths. Each step up is ten times the last.",
    ),
    fans_label=Text(
        "各预案逐日累计感染的扇形图，末值见上表",
        "Fans of infections so far by day and plan; their ends are in the table above",
    ),
    differences=Text("预案之间的差", "How plans differ"),
    differences_note=Text(
        "同一未来里两两相减，均值与 95% 区间；区间含零即无法判断。",
        "Future by future, one less the other: mean and 95 % interval; an interval that holds zero tells nothing.",
    ),
    against=Text("与之相比", "Held against"),
    less=Text("{letter} − {other}", "{letter} − {other}"),
    one_plan=Text("只有一个预案，无从比较。", "There is one plan and nothing to hold it against."),
    frontier=Text("感染与限制", "Infections against restriction"),
    frontier_note=Text(
        "越靠左下越好。虚线连起不被其他预案在两方面都胜过的预案；其余为空心。",
        "Lower left is better. The dashed line joins plans that no other beats in both; a beaten one is hollow.",
    ),
    frontier_label=Text(
        "各预案的平均感染与平均限制人天", "Mean infections and mean person-days of restriction by plan"
    ),
    restricted=Text("限制人天", "Person-days of restriction"),
    infections=Text("感染", "Infections"),
    standing=Text("比较", "Standing"),
    not_beaten=Text("不被胜过", "not beaten"),
    beaten=Text("被另一预案在两方面胜过", "beaten in both by another"),
    left_out=Text("推演之外的措施和启动条件", "Measures and triggers no future knows"),
    left_out_note=Text(
        "它们在实际中有用，只是推演算不出。", "They matter in life; a rehearsal just cannot tell how much."
    ),
    axis_days=Text("从今天起的天数", "days from today"),
    axis_so_far=Text("累计感染", "infections so far"),
    axis_restricted=Text("隔离和居家人天", "person-days in quarantine and at home"),
    axis_infections=Text("感染", "infections"),
    today=Text("今天", "today"),
)
