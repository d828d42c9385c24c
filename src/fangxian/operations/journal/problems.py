"""What can go wrong with the journal."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NOTHING_TO_ANCHOR = declare(
    "nothing-to-anchor",
    happened=Text("流水为空，没有可存证的条目。", "The journal is empty: there is no head to sign."),
    expected=Text("至少应有一个已封存的条目。", "Expected at least one sealed entry."),
    remedy=Text("请先载入数据或开展工作，再存证。", "Load data or do some work first, then anchor."),
)

NOT_AN_ANCHOR = declare(
    "not-an-anchor",
    happened=Text("文件 {path} 不是存证文件。", "The file {path} is not an anchor."),
    expected=Text(
        "应为 fangxian journal anchor 写出的文件。", "Expected a file written by `fangxian journal anchor`."
    ),
    remedy=Text("请向保管该存证的部门索取原件。", "Ask the office that holds it for the original."),
)

BARE_PERSONAL_VALUE = declare(
    "bare-personal-value",
    happened=Text(
        "流水条目里出现未加密的个人信息（{field}）。", "A personal value ({field}) reached the journal bare."
    ),
    expected=Text(
        "个人信息须先用本人密钥加密。", "Personal values are encrypted under the person's key first."
    ),
    remedy=Text(
        "请用 people.services.encrypt_for 加密后再记录。", "Encrypt it with people.services.encrypt_for."
    ),
    status=500,
)
