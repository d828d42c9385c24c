"""What can go wrong with a letter to a neighbour."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NOBODY_HANDED = declare(
    "nobody-handed",
    happened=Text("协查函中没有人员。", "The letter names nobody."),
    expected=Text("至少一名您可见的人员。", "Expected one person at least whom you may see."),
    remedy=Text("请从暴露名单或病例中选择人员。", "Choose people from the exposed or the cases."),
)

NOWHERE_TO_SEND = declare(
    "nowhere-to-send",
    happened=Text("没有写明发往何处。", "The letter says not where it goes."),
    expected=Text(
        "本系统内的地区，或外地机关的名称。",
        "Expected a place of this tree, or the name of an authority outside.",
    ),
    remedy=Text("请填写其中一项。", "Give one of the two."),
)

ALREADY_ACKNOWLEDGED = declare(
    "already-acknowledged",
    happened=Text("协查函第 {number} 号已于 {at} 签收。", "Letter {number} was acknowledged at {at}."),
    expected=Text("每份协查函签收一次。", "A letter is acknowledged once."),
    remedy=Text("无需再次签收。", "There is nothing left to do."),
    status=409,
)

LETTER_WITHDRAWN = declare(
    "letter-withdrawn",
    happened=Text("协查函第 {number} 号已撤回。", "Letter {number} was withdrawn."),
    expected=Text("只能办理有效的协查函。", "Expected a letter that stands."),
    remedy=Text("请联系发函单位。", "Ask the office that sent it."),
    status=409,
)

NOT_AN_OUTCOME = declare(
    "not-an-outcome",
    happened=Text(
        "“{outcome}”不是可填的结果，或此人不在函中。",
        "“{outcome}” is no outcome, or this person is not in the letter.",
    ),
    expected=Text(
        "应为: 已找到、未找到、已去他处。", "Expected found, not-found or elsewhere for people of the letter."
    ),
    remedy=Text("请核对后重试。", "Check it and try again."),
)

CODE_NOT_VALID = declare(
    "code-not-valid",
    happened=Text("签收码无效。", "This code opens no letter."),
    expected=Text("应为函件上的签收码。", "Expected the code printed on the letter."),
    remedy=Text("请核对函件，或联系发函单位。", "Check the letter, or ask the office that sent it."),
    status=404,
)
