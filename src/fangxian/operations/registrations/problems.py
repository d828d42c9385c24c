"""What may be wrong with a registration."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

REGISTRATION_NOT_READABLE = declare(
    "registration-not-readable",
    happened=Text("记录格式有误：{faults}。", "The record can't be read: {faults}."),
    expected=Text("应符合 /api/docs 所列格式。", "Expected what /api/docs describes."),
    remedy=Text("请改正后以新编号发送。", "Correct it and send it under a new key."),
    status=422,
)

REGISTRATION_NOT_POSSIBLE = declare(
    "registration-not-possible",
    happened=Text("{what_zh}不可能。", "{what} cannot be."),
    expected=Text(
        "时间不晚于现在；登记和通行写人员编号，敲门写户编号。",
        "What happened is not in the future; a registration and a passage name a person, a knock a household.",
    ),
    remedy=Text("请核对设备时间和编号。", "Check the clock of the device and the keys."),
    status=422,
)
