"""What can go wrong with accounts."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

LINK_NOT_VALID = declare(
    "link-not-valid",
    happened=Text("该登录链接无效。", "This sign-in link is not valid."),
    expected=Text("链接只能使用一次，并有时限。", "A link works once and for a limited time."),
    remedy=Text("请向管理员索取新链接。", "Ask for a new one."),
    status=403,
)
"""The same whatever is wrong with it: unknown, used and expired links may not be told apart."""

NO_DUTY = declare(
    "no-duty",
    happened=Text("您目前没有任何职责。", "You have no duty at present."),
    expected=Text("须有生效的任命。", "Expected an appointment in force."),
    remedy=Text("请向上级申请任命。", "Ask your superior to appoint you."),
    status=403,
)

UNKNOWN_ROLE = declare(
    "unknown-role",
    happened=Text("没有“{role}”这一岗位。", "There is no role “{role}”."),
    expected=Text("应为: {roles}。", "Expected one of {roles}."),
    remedy=Text("请选择其中之一。", "Choose one of them."),
)

HANDLE_TAKEN = declare(
    "handle-taken",
    happened=Text("账号 {handle} 已存在。", "The handle {handle} is taken."),
    expected=Text("账号不可重复。", "Handles are unique."),
    remedy=Text("请换一个账号。", "Choose another."),
    status=409,
)
