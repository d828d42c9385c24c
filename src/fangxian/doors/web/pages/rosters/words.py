"""Words of rosters."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text
from fangxian.engines.rostering import NAMES

NAMED = {
    "days": Text("天数", "the number of days"),
    "hours": Text("每班小时", "the hours of a shift"),
    "first_hour": Text("首班开始", "the hour of the first shift"),
    "need": Text("每班人数", "the people of a shift"),
    "temperature": Text("气温", "the temperature"),
    "from": Text("开始", "the beginning"),
    "to": Text("结束", "the end"),
    "member": Text("队员", "the member"),
}

WORDS = Words(
    title=Text("值班", "Rosters"),
    lead=Text(
        "谁在岗、谁接班、缺谁、谁累了；排班不违反休息、工时、夜班和高温规定。",
        "Who is on duty, who relieves them, who is missing, who is worn out; no roster breaks a rule of rest.",
    ),
    line=Text("在岗 {people} 人 · {posts} 岗", "{people} on duty · {posts} posts"),
    mine=Text("我的班次", "My shifts"),
    mine_none=Text(
        "您没有待上的班。排班后会显示在这里。",
        "No shift of yours is ahead. It shows here once a roster is taken.",
    ),
    on_now=Text("正在值班", "on duty"),
    relieved=Text("接班：{names}（{moment}）", "Relieved by {names} ({moment})"),
    nobody_relieves=Text("无人接班", "nobody relieves you"),
    my_hours=Text("我的工时", "My hours"),
    hours_24=Text("24小时", "in 24 h"),
    hours_7d=Text("7天工时", "in 7 days"),
    nights_7d=Text("7天夜班", "nights in 7 days"),
    in_a_row=Text("连续夜班", "nights in a row"),
    rest=Text("已休息", "rested"),
    hours_short=Text("{hours} 小时", "{hours} h"),
    rested=Text("已休息好", "rested"),
    near=Text("接近上限", "near a limit"),
    over=Text("超过上限", "over a limit"),
    swap=Text("请人代班", "Ask for a swap"),
    swap_with=Text("队员", "Member"),
    ask=Text("请求", "Ask"),
    hand_over=Text("交班留言", "Hand-over note"),
    hand_over_hint=Text("不写个人情况", "nothing about people"),
    leave_note=Text("留言", "Leave it"),
    notes=Text("上一班留言", "What the last shifts left"),
    swaps=Text("换班", "Swaps"),
    swap_asks=Text("{one}请{other}代{moment}的班", "{one} asks {other} to take the shift of {moment}"),
    agreed=Text("已同意", "agreed"),
    declined=Text("未同意", "declined"),
    waits=Text("待答复", "waits"),
    agree=Text("同意", "Agree"),
    decline=Text("不同意", "Decline"),
    now=Text("现在在岗", "On duty now"),
    now_none=Text(
        "现在没有人在岗。采用值班表后，这里显示各岗在岗人员。",
        "Nobody is on duty now. Once a roster is taken, who is on duty at which post shows here.",
    ),
    post=Text("岗位", "Post"),
    member=Text("队员", "Member"),
    night=Text("夜", "night"),
    rosters=Text("值班表", "Rosters"),
    no_rosters=Text(
        "还没有值班表。先在队伍页设岗、派员，再在此排班。",
        "There is no roster yet. Set posts and send members on the page of teams, then make one here.",
    ),
    days=Text("{begin}至{end}", "{begin} to {end}"),
    proposed=Text("待采用", "proposed"),
    standing=Text("执行中", "stands"),
    gone_by=Text("已过", "past"),
    left=Text("未采用", "left"),
    missing=Text("缺 {people} 人次", "{people} places short"),
    full=Text("满员", "full"),
    made=Text("{moment}排", "made {moment}"),
    hours=Text("工时与疲劳", "Hours and who is worn out"),
    hours_none=Text("还没有人上过班。", "Nobody has served a shift yet."),
    worn=Text("{people}人超过上限", "{people} over a limit"),
    absences=Text("请假与意愿", "Absences and wishes"),
    absences_none=Text("没有请假。", "Nobody is away."),
    absence=Text("请假", "away"),
    wish=Text("希望休息", "wishes to be free"),
    report=Text("报请假", "Report an absence"),
    from_at=Text("自", "From"),
    to_at=Text("至", "To"),
    kind=Text("类别", "Kind"),
    after_absence=Text(
        "报后请重新排班：只更换受影响的班次。",
        "Make the roster anew after it: only the shifts it touches change.",
    ),
    make=Text("排班", "Make a roster"),
    place=Text("地区", "Place"),
    place_hint=Text("编号或完整名称", "number or full name"),
    from_on=Text("首日", "First day"),
    day_count=Text("天数", "Days"),
    shift_hours=Text("每班小时", "Hours a shift"),
    first_hour=Text("首班几时", "First shift at"),
    need=Text("每班人数", "People a shift"),
    need_hint=Text("不填按岗位", "empty: as the post asks"),
    suit=Text("穿防护服", "In protective suits"),
    temperature=Text("预计气温", "Temperature expected"),
    yes=Text("是", "yes"),
    no=Text("否", "no"),
    make_it=Text("排班", "Make it"),
    to_all=Text("全部值班", "All rosters"),
    to_limits=Text("值班限制", "Limits"),
    take=Text("采用并公布", "Take and publish"),
    leave=Text("不采用", "Leave it"),
    figures_shifts=Text("人次", "places filled"),
    figures_people=Text("人", "people"),
    figures_missing=Text("缺", "short"),
    figures_changed=Text("变动", "changes"),
    figures_gap=Text("离最优", "from the best"),
    shifts=Text("班次", "Shift"),
    short=Text("缺人班次", "Short shifts"),
    why=Text("原因", "Why"),
    short_none=Text("每班都有足够的人。", "Every shift has its people."),
    lacks_people=Text("缺{missing}人", "{missing} short"),
    lacks_skill=Text("缺{missing}名{skill}", "{missing} without: {skill}"),
    empty=Text("无人", "nobody"),
    unnamed=Text("一名队员", "a member"),
    was_proposed=Text("已排班，尚未公布。", "The roster is made; nobody serves by it yet."),
    was_taken=Text("已采用并公布。", "Taken and published."),
    was_left=Text("未采用。", "Left."),
    was_reported=Text("已记录。", "It is on record."),
    was_asked=Text("已请求，待对方答复。", "Asked; it stands when they agree."),
    was_agreed=Text("已换班。", "The shift changed hands."),
    was_declined=Text("已回绝。", "Declined."),
    was_handed=Text("已留言。", "The note is left."),
)

NAMED_LIMITS = {
    "rest_hours": Text("班间休息（小时）", "hours of rest between shifts"),
    "day_hours": Text("24小时工时", "hours in 24 h"),
    "week_hours": Text("7天工时", "hours in 7 days"),
    "nights_in_a_row": Text("连续夜班", "nights in a row"),
    "week_nights": Text("7天夜班数", "nights in 7 days"),
    "night_at_least": Text("夜间至少人数", "people at night, at least"),
}
"""Limit -> what it is called."""

LIMITS = Words(
    limits=Text("值班限制", "Limits of rosters"),
    limits_lead=Text(
        "值班表不违反这些限制；改动前先看会影响多少已公布的班次，每次改动记入流水。",
        "No roster breaks these. See how many shifts that stand would break others before setting them; the journal keeps who did.",
    ),
    effect=Text("改动后的影响", "What these would do"),
    effect_now=Text("已公布的班次", "The shifts that stand"),
    ahead=Text("尚未结束的班次", "shifts not over"),
    would_break=Text("将违反", "would break them"),
    break_now=Text("现违反", "break those of now"),
    people_hit=Text("涉及人数", "people concerned"),
    limit=Text("限制", "Limit"),
    none_break=Text("没有班次违反。", "No shift breaks them."),
    none_ahead=Text(
        "还没有已公布且未结束的班次；采用值班表后，这里显示影响。",
        "No shift stands that is not over; once a roster is taken, the effect shows here.",
    ),
    reason=Text("理由", "Reason"),
    stays=Text(
        "已公布的值班表不变；重新排班时按新的限制。",
        "Rosters that stand stay as they are; one made anew keeps to the new limits.",
    ),
    set_them=Text("设置这些限制", "Set these limits"),
    as_they_are=Text("保持不变", "Leave them"),
    hours_nights=Text("工时与夜班", "Hours and nights"),
    in_suits=Text("穿防护服（分钟）", "In protective suits (minutes)"),
    stretch=Text("一次", "at a stretch"),
    in_a_day=Text("24小时内", "in 24 h"),
    see_effect=Text("查看影响", "See what these would do"),
    by_command=Text("由负责整个疫情的指挥部设置。", "The command office of the whole outbreak sets these."),
    who_set=Text("谁改过", "Who changed them"),
    set_at=Text("时间", "When"),
    changes=Text("改动", "Changes"),
    never_set=Text(
        "没有改过：都是默认值，来源见各项。", "Never changed: these are the defaults, each with its source."
    ),
    were_set=Text("限制已设置。", "The limits are set."),
)


def spell_why(why: str, language: str) -> str:
    """Return the rules that keep people off a shift, in words.

    >>> spell_why("rest=12;absence=2", "en")
    'rest between shifts 12, absent 2'
    """
    parts = []
    for code in why.split(";"):
        rule, _, people = code.partition("=")
        parts.append(f"{NAMES[rule].in_(language)} {people}".strip())
    return ("，" if language.startswith("zh") else ", ").join(parts)
