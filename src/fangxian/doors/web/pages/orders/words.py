"""Words of the order pages."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("指令", "Orders"),
    lead=Text(
        "每条指令逐级下达，签收、完成、核验逐级汇总；逾期的排在前面。",
        "Each order cascades; acknowledged, done and verified roll up. Late ones come first.",
    ),
    empty=Text("还没有指令", "No order yet"),
    empty_fill=Text(
        "签署处置建议后，指令会下达到各级办公室并显示在这里。",
        "Sign a proposal: its order cascades to every office and shows here.",
    ),
    order=Text("指令", "Order"),
    place=Text("地点", "Place"),
    issued_at=Text("下达", "Issued"),
    due_at=Text("时限", "Due"),
    roll=Text("汇总", "Roll-up"),
    issued=Text("下达", "issued"),
    acknowledged=Text("签收", "acknowledged"),
    done=Text("完成", "done"),
    verified=Text("核验", "verified"),
    people=Text("涉及人数", "People"),
    revoked=Text("已撤销", "revoked"),
    only_late=Text("只看逾期", "Late only"),
    show_all=Text("查看全部", "Show all"),
    offices=Text("各办公室", "Offices"),
    open_branch=Text("展开下级", "Show the offices below"),
    branch_empty=Text("没有下级办公室。", "No office below."),
    instruction=Text("要求", "What to do"),
    proof=Text("完成凭证", "Proof"),
    revoke=Text("撤销指令", "Revoke the order"),
    reason=Text("理由", "Reason"),
    events=Text("经过与凭证", "Events and proof"),
    no_event=Text("尚无经过。", "Nothing has happened yet."),
    verify=Text("核验", "Verify"),
)
