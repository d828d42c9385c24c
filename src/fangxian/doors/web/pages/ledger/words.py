"""Words of the gap ledger."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("缺口账", "Gap ledger"),
    lead=Text(
        "一户不漏、一人不漏：每个人在每一轮只有一个状态，应检加补录等于各状态之和。",
        "No household, no person missed: in each round everybody has exactly one state, and due + added is their sum.",
    ),
    round_line=Text("{kind}第{number}轮", "{kind}, round {number}"),
    rounds=Text("轮次", "Rounds"),
    opened_at=Text("开始 {moment}", "began {moment}"),
    due_at=Text("截止 {moment}", "due {moment}"),
    closed_at=Text("已关闭 {moment}", "closed {moment}"),
    everybody=Text("应检+补录", "due + added"),
    added=Text("补录", "added"),
    missing=Text("缺口", "missing"),
    settled=Text("已落实", "settled"),
    households_missed=Text("漏户", "households missed"),
    door=Text("门", "Door"),
    person=Text("人员", "Person"),
    state=Text("状态", "State"),
    since=Text("自", "Since"),
    last_tried=Text("最近上门", "Last tried"),
    place=Text("地点", "Place"),
    unseen=Text("名册外（估计）", "on no list (estimate)"),
    unseen_short=Text("名册外", "On no list"),
    unseen_number=Text("约{number}", "about {number}"),
    unseen_between=Text("90% 区间 {low}–{high}", "90 % interval {low}–{high}"),
    unseen_at_least=Text("至少{number}", "at least {number}"),
    unseen_not=Text("不能估计", "cannot be told"),
    unseen_lead=Text(
        "名册外人数由各名单的重合推算，每个地点单独估计，不进入账目；下级之和不等于上级。",
        "People on no list are judged by how the lists overlap, each place by itself; they are in no account, and those of "
        "the places below do not add up.",
    ),
    bar=Text("{settled}人已落实，{missing}人缺口", "{settled} settled, {missing} missing"),
    counts=Text("人数", "People"),
    of_households=Text("共{number}户", "of {number}"),
    nobody_here=Text("名册中这里没有人。", "Nobody is registered here in this round."),
    doors=Text("各户", "Doors"),
    doors_lead=Text(
        "漏户在前。点一下记一次；敲门记在户上，采样记在人上。",
        "Those missed come first. One tap is one record: a knock is the door's, a sample the person's.",
    ),
    no_register_for_you=Text("您的岗位不看名册。", "Your role reads no register."),
    shown_of=Text("显示{shown}，共{total}", "{shown} of {total} shown"),
    knocks=Text("敲门{number}次", "knocks: {number}"),
    tried=Text("最近 {moment}", "last {moment}"),
    never_tried=Text("从未上门", "never tried"),
    from_door=Text("按户记", "by the door"),
    record=Text("记录", "Record"),
    otherwise=Text("其他情况", "otherwise"),
    add=Text("补录一人", "Add a person"),
    add_lead=Text(
        "名册外的人直接补录，不看证件。", "Somebody on no list is added; no document is asked for."
    ),
    shortest_way=Text("最短走访路线", "Shortest way"),
    all_places=Text("按地点看", "By place"),
    nobody_missing=Text("这里没有缺口。", "Nobody is missing here."),
    no_round=Text("还没有轮次", "No round yet"),
    no_round_fill=Text(
        "开启一轮，已启用的名单会冻结为名册，每个人从“未到访”开始。",
        "Open one: the lists that are on are frozen into its register, and everybody begins as “not visited”.",
    ),
    open=Text("开启一轮", "Open a round"),
    open_lead=Text(
        "名册按已启用的名单冻结。不填截止时间则按现行检测指南。",
        "The register is frozen from the lists that are on. Without an hour the guide in force gives it.",
    ),
    kind=Text("类别", "Kind"),
    place_hint=Text("编号或完整名称", "number or full name"),
    due_field=Text("截止时间", "Done by"),
    close_round=Text("关闭本轮", "Close this round"),
    close_lead=Text(
        "关闭后只接收关闭前发生、迟到的记录。",
        "After that only what happened before it, and came late, is taken.",
    ),
    lists=Text("名单", "Lists"),
    lists_lead=Text(
        "除户籍名册外都默认关闭。启用一份名单须写明法律依据、批准人和到期时间；到期自动停用。"
        "名单在“导入”页读入；启用后，下一轮名册会把各名单合并，绝不只凭姓名合并。",
        "All but the household register are off. A list is switched on with its legal basis, its approver and its end, "
        "and switches itself off then. Lists are read in under “Import”; the next round unites those that are on, never by "
        "name alone.",
    ),
    list_on=Text("启用", "on"),
    list_off=Text("停用", "off"),
    legal_basis=Text("法律依据", "Legal basis"),
    approver=Text("批准人", "Approver"),
    until=Text("到期", "Until"),
    switch_on=Text("启用", "Switch on"),
    switch_off=Text("停用", "Switch off"),
    to_lists=Text("名单与授权", "Lists and their grounds"),
    opened=Text("已开启：{people}人，{doors}户。", "Opened: {people} people behind {doors} doors."),
    closed=Text("本轮已关闭。", "The round is closed."),
    recorded=Text("已记录。", "Recorded."),
    person_added=Text("已补录。", "Added."),
    switched=Text("名单已更改。", "The list was changed."),
)
