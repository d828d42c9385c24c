"""Words of looks at venues."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("场所巡查", "Venues"),
    lead=Text(
        "门店、酒店、市场、景区：该去看的排在前面，问题限期整改，复查凭据办结。",
        "Shops, hotels, markets, scenic places: what is due comes first, what is wrong gets a deadline and is closed with "
        "proof.",
    ),
    due_list=Text("应巡查", "Due for a look"),
    all_due=Text("全部", "all"),
    nothing_due=Text("现在没有应巡查的场所", "No venue is due"),
    nothing_due_fill=Text(
        "导入或添加场所后，按类型、风险、上次巡查和附近病例排出应巡查的场所。",
        "Once venues are loaded or added they come up here by kind, risk, the last look and cases near.",
    ),
    venue=Text("场所", "Venue"),
    why=Text("原因", "Why"),
    last_look=Text("上次", "Last look"),
    never=Text("从未", "never"),
    days_ago=Text("{days}天前", "{days} d ago"),
    open_form=Text("开始巡查", "Look at it"),
    walks=Text("排路线", "Plan the walks"),
    walkers=Text("几人（组）", "How many walk"),
    minutes=Text("每人分钟", "Minutes each"),
    plan=Text("排路线", "Plan"),
    walk_of=Text(
        "第{walker}组：{stops}家，步行{metres}米", "Walk {walker}: venues {stops}, {metres} m on foot"
    ),
    reached=Text("{due}家应巡查，排入{reached}家", "{reached} of {due} venues due are reached"),
    arrives=Text("{from_}到，{until}离开", "there at {from_}, leave at {until}"),
    metres=Text("步行{metres}米", "{metres} m on foot"),
    left=Text("排不进的{left}家", "{left} nobody reaches"),
    left_lead=Text(
        "加人或加时间；没有坐标的请先补上。", "More walkers or more minutes; put what is on no map on one."
    ),
    no_walk=Text("没有路线", "No walk"),
    no_walk_fill=Text("没有应巡查的场所，或没有坐标。", "Nothing is due, or nothing is on the map."),
    back=Text("返回", "Back"),
    findings=Text("问题", "Findings"),
    findings_open=Text("{findings}个未整改", "{findings} open"),
    findings_late=Text("{late}个逾期", "{late} late"),
    no_findings=Text("没有未整改的问题", "No finding is open"),
    no_findings_fill=Text(
        "巡查时回答“否”的问题会列在这里，带整改期限。", "Every no of a look stands here with its deadline."
    ),
    with_settled=Text("含已整改", "With those put right"),
    only_open=Text("只看未整改", "Only open ones"),
    question=Text("问题", "Finding"),
    severity=Text("程度", "Severity"),
    found=Text("发现", "Found"),
    put_right_by=Text("{moment}前整改", "to be right by {moment}"),
    late=Text("逾期", "late"),
    still_wrong=Text("复查{times}次仍未整改", "still wrong, times seen: {times}"),
    put_right=Text("已整改", "put right"),
    proof=Text("凭据：看到了什么", "Proof: what was seen"),
    proof_hint=Text("只写事实，不写个人", "facts only, no person"),
    settle=Text("复查合格，办结", "Seen right: close it"),
    closed=Text("已关闭的场所", "Closed venues"),
    until=Text("至{moment}，到期自动解除", "until {moment}; that ends by itself"),
    approver=Text("决定人", "Decided by"),
    by_plan=Text("按预案签署的措施", "a signed measure of the plan"),
    loudspeakers=Text("小喇叭", "Loudspeakers"),
    asked=Text("清单", "Checklist"),
    seen=Text("上次巡查{moment}，{who}；共{looks}次", "Last look {moment}, {who}; {looks} in all"),
    not_seen=Text("还没有人巡查过", "Nobody has looked at it yet"),
    all_good=Text("全部合格", "All in order"),
    record=Text("记录", "Record"),
    earlier=Text("上次不合格；若已整改请写凭据", "Wrong last time; if it is right now, write the proof"),
    no_person=Text(
        "只记场所，不记个人；不当场罚款。", "About the venue, never a person; no fines on the spot."
    ),
    close_title=Text("责令关闭", "Close it"),
    close_lead=Text(
        "依据严重或逾期未整改的问题，由发现人以外的人决定；到期自动解除，并通知经营者。",
        "On a grave finding or one not put right in time, decided by another than found it. It ends by itself, and the "
        "operator is told.",
    ),
    reason=Text("理由", "Reason"),
    ends_at=Text("关闭至", "Until"),
    ends_hint=Text("不填则按清单的最长期限", "empty: as long as the checklist allows"),
    close=Text("关闭", "Close"),
    reopen_title=Text("恢复营业", "Open again"),
    reopen_lead=Text(
        "全部问题办结后，由您具名批准。", "Once every finding is closed; you approve it in your name."
    ),
    open_yet=Text("还有{count}个问题未整改", "Findings still open: {count}"),
    reopen=Text("批准恢复", "Approve"),
    notice=Text("给经营者的通知", "Notice to the operator"),
    spk_lead=Text(
        "每个小喇叭在哪里、谁管、几点播、播了几次。内容来自已发布的通告。",
        "Where each hangs, who keeps it, when it plays and how often it did. The words are those of published notices.",
    ),
    spk_none=Text("还没有小喇叭", "No loudspeaker yet"),
    spk_none_fill=Text(
        "在“通告”页的发布渠道里添加小喇叭，再在这里写明位置和时间。",
        "Add one among the outlets of the notices; then say here where it hangs and when it plays.",
    ),
    missed_today=Text("今天少播{missed}次", "Plays missed today: {missed}"),
    last_played=Text("上次播放", "last played"),
    spot=Text("位置", "Where"),
    keeper=Text("谁管", "Who keeps it"),
    hours=Text("播放时间", "Plays at"),
    hours_hint=Text(
        "如 08:00, 12:00, 17:00；早八点至晚八点", "such as 08:00, 12:00, 17:00; from eight to eight"
    ),
    words=Text("内容", "What it says"),
    no_words=Text("还没有可播的通告", "nothing published for it yet"),
    today=Text("今天", "Today"),
    played_of=Text("{played}/{due}次", "{played} of {due}"),
    times=Text("次数", "Times"),
    play=Text("已播放", "Played"),
    set_post=Text("设置位置和时间", "Where and when"),
    save=Text("保存", "Save"),
    told_recorded=Text("已记录。", "Recorded."),
    told_found=Text(
        "{findings}个新问题，{still}个仍未整改，已定整改期限。",
        "New findings: {findings}; still wrong: {still}. Each has a deadline.",
    ),
    told_right=Text("已办结。", "Closed with proof."),
    told_closed=Text(
        "已关闭。给经营者的通知在“通告”等第二人审定。",
        "Closed. The notice to the operator waits among the notices for a second person.",
    ),
    told_reopened=Text("已批准恢复营业。", "It may open again."),
    told_placed=Text("已保存。", "Saved."),
    told_played=Text("已记录播放。", "The play is recorded."),
)
