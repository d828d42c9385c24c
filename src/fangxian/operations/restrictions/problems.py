"""What can go wrong with a restriction."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

ALREADY_SERVED = declare(
    "already-served",
    happened=Text("该限制措施已于 {at} 送达。", "This restriction was served at {at}."),
    expected=Text("每项限制只送达一次。", "A restriction is served once."),
    remedy=Text("无需再次送达。", "There is nothing left to do."),
    status=409,
)
