"""Words of the what-if map of sampling sites."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("采样点试算", "Sampling sites: what if"),
    lead=Text(
        "按在册人口试布采样点：谁走多远、排队多长、还差多少。不写入任何内容，直到您启用。",
        "Sites tried for the people on record: who walks how far, how long the queues are, what is missing. Nothing is "
        "written until you open them.",
    ),
    to_sites=Text("采样点", "Sampling sites"),
    wishes=Text("条件", "Wishes"),
    place=Text("地区", "Place"),
    inside=Text("看下级", "Look inside"),
    capacity=Text("每点每日人数", "People a site and day"),
    walk_m=Text("最远步行（米）", "Longest walk, metres"),
    door_percent=Text("上门采样（%）", "Visited at home, %"),
    keep_open=Text("已启用的采样点保留", "Sites that are open stay"),
    ask=Text("试算", "Try"),
    trying=Text("正在试算……", "Trying …"),
    map=Text("采样点地图", "Map of sites"),
    reading_map=Text("正在读取地图……", "Reading the map …"),
    legend_near=Text("步行不足最远的三分之一", "walk under a third of the longest"),
    legend_middle=Text("三分之一至三分之二", "a third to two thirds"),
    legend_far=Text("更远", "farther"),
    legend_left=Text("有人没有采样点", "somebody without a site"),
    legend_site=Text("采样点", "site"),
    legend_line=Text("去哪个点", "who goes where"),
    legend_size=Text("圆越大人越多", "the larger, the more people"),
    sites=Text("采样点", "sites"),
    desks=Text("采样台", "desks"),
    mean_walk=Text("人均步行（米）", "metres walked, mean"),
    people_metres=Text("步行合计（人米）", "people-metres walked"),
    unserved=Text("无点可去（人）", "people without a site"),
    at_home=Text("上门（人）", "visited at home"),
    teams=Text("上门组（一天）", "teams for a day"),
    gap=Text("更好的答案至多再少走 {percent}%。", "A better answer would save {percent} % at most."),
    gap_none=Text("差距无法说明。", "How far from the best is not known."),
    bound=Text("下界 {bound} 人米（{how}）。", "Bound: {bound} people-metres ({how})."),
    quick=Text(
        "社区多于 {many} 个，为不让您久等用快速算法；要更好的答案请用命令行布点。",
        "More than {many} communities: the quick solver, so that you do not wait. For a better answer place them "
        "at the command line.",
    ),
    norm=Text(
        "2021年规范每 {fewer}–{more} 人一处，应设 {least}–{most} 处；这里每处 {a_site} 人。武陵区2021年7月 {people} 人 {sites} 处（报告）。",
        "The norm of 2021, one site per {fewer} to {more} people, asks for {least} to {most}; here a site is for {a_site}. "
        "Wuling, July 2021: {people} people, {sites} sites (report).",
    ),
    queue=Text(
        "最长排队：{site}，{queue} 人、{minutes} 分钟。",
        "Longest queue: {site}, {queue} people, {minutes} minutes.",
    ),
    changes=Text(
        "与上次相比：{sites}，{walk}，{left}。", "Against the answer before: {sites}; {walk}; {left}."
    ),
    change_sites_more=Text("多 {number} 处采样点", "sites +{number}"),
    change_sites_less=Text("少 {number} 处采样点", "sites −{number}"),
    change_sites_same=Text("采样点一样多", "as many sites"),
    change_walk_more=Text("人均多走 {number} 米", "{number} m longer on average"),
    change_walk_less=Text("人均少走 {number} 米", "{number} m shorter on average"),
    change_walk_same=Text("人均步行不变", "the same walk on average"),
    change_left_more=Text("无点可去的多 {number} 人", "{number} people more without a site"),
    change_left_less=Text("无点可去的少 {number} 人", "{number} people fewer without a site"),
    change_left_same=Text("无点可去的人数不变", "as many people without a site"),
    open_these=Text("启用这 {number} 处", "Open these {number} sites"),
    nothing_to_open=Text("都已启用。", "All of them are open."),
    was_opened=Text(
        "已启用 {opened} 处，{unchanged} 处原已如此。", "{opened} sites opened, {unchanged} stood so already."
    ),
    site=Text("采样点", "Site"),
    people=Text("人数", "People"),
    desks_column=Text("采样台", "Desks"),
    queue_column=Text("最长排队", "Longest queue"),
    wait=Text("{minutes} 分钟", "{minutes} min"),
    is_open=Text("已启用", "open"),
    sites_of=Text("采样点（{shown} / {total}）", "Sites ({shown} of {total})"),
    unserved_list=Text(
        "有人没有采样点的社区（{shown} / {total}）",
        "Communities with somebody without a site ({shown} of {total})",
    ),
    why=Text("原因", "Why"),
)
