"""What can go wrong with a token."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

TOKEN_LASTS_TOO_LONG = declare(
    "token-lasts-too-long",
    happened=Text("令牌有效期 {days} 天过长。", "A token for {days} days lasts too long."),
    expected=Text("应为 1 至 {most} 天。", "Expected 1 to {most} days."),
    remedy=Text("请缩短有效期；到期前可另发新令牌。", "Ask for less; make a new one before it expires."),
)
