"""Words of signals."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("信号", "Signals"),
    lead=Text(
        "病例之外能启动预案的情况：混检阳性、能力不足、数据没有按时到。每条信号启动了哪个预案的哪条规则，写在旁边。",
        "What may start a plan besides a case: a positive pool, a capacity exceeded, a feed that is missing. Beside each "
        "signal stands which rule of which plan it fired.",
    ),
    signal=Text("信号", "Signal"),
    place=Text("地点", "Place"),
    recorded=Text("记录", "Recorded"),
    fired=Text("启动了什么", "What it fired"),
    pool_line=Text("混检管 {pool}", "Pool {pool}"),
    members=Text("{members}人", "{members} people"),
    result_at=Text("结果 {moment}", "result {moment}"),
    is_confirmed=Text("单管复核阳性", "confirmed one by one"),
    is_negative=Text("单管复核阴性", "negative one by one"),
    capacity_line=Text("需要 {needed}，现有 {available}", "{needed} needed, {available} there"),
    short=Text("缺 {number}", "{number} short"),
    enough=Text("够用", "enough"),
    feed_line=Text("应于 {moment} 到", "due {moment}"),
    last_came=Text("最近一次 {moment}", "last came {moment}"),
    never_came=Text("从未收到", "never came"),
    nothing_fired=Text(
        "在您负责的地方没有规则因它启动。", "No rule has fired on it in the places you serve."
    ),
    not_asked=Text("记录之后还没有运行预案。", "The plan has not been run since it was recorded."),
    run=Text("运行预案", "Run the plan"),
    run_lead=Text(
        "{number}条信号记录后还没有运行过预案。运行只提出建议，签署后才生效。",
        "The plan has not been run since {number} of these were recorded. Running it only proposes; nothing holds until it is signed.",
    ),
    empty=Text("还没有信号", "No signal yet"),
    empty_fill=Text(
        "采样点、实验室、隔离点或数据管理员在这里记录；程序也可通过接口报送。",
        "Whoever takes samples, runs a laboratory or quarantine rooms, or waits for data records it here; programs use the API.",
    ),
    record=Text("记录信号", "Record a signal"),
    record_lead=Text(
        "再次记录同一编号（同一地点同一类别）即更正，先前的说法仍留在记录里。",
        "Recording the same one again corrects it: the last word stands, the earlier ones are kept.",
    ),
    pool_id=Text("混检管编号", "Number of the pool"),
    place_hint=Text("编号或完整名称", "number or full name"),
    result_field=Text("结果时间", "Result came at"),
    taken_field=Text("采样时间", "Taken at"),
    members_field=Text("混检人数", "People in it"),
    confirmed_field=Text("单管复核", "Each one again"),
    not_yet=Text("未出结果", "no result yet"),
    yes=Text("阳性", "positive"),
    no=Text("阴性", "negative"),
    what=Text("能力", "Capacity"),
    needed=Text("需要", "Needed"),
    available=Text("现有", "There is"),
    source=Text("数据来源", "Source"),
    source_hint=Text("如：实验室结果", "laboratory results, say"),
    due_field=Text("应到时间", "Due at"),
    last_field=Text("最近收到", "Last came at"),
    save=Text("记录", "Record"),
    recorded_pool=Text("已记录混检阳性。", "The pool is recorded."),
    recorded_capacity=Text("已记录能力。", "The capacity is recorded."),
    recorded_feed=Text("已记录数据来源。", "The feed is recorded."),
)
