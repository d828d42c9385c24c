"""What bringing supplies to closed households takes and gives."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import DAY, INSTANT, Column, Table

BANDS = ("infants", "children", "adults", "elders")
"""Below 3, 3 to 14, 15 to 64, 65 and more."""

MOVEMENT_KINDS = ("received", "delivered", "expired", "written-off")
"""Of a lot: the first fills it, the others empty it. Received = in stock + delivered + expired + written off."""

HOUSEHOLD_STATES = ("served", "planned", "unserved")
"""Nothing is due; what is due is on a round; somebody has to act, and it is said why."""

REASONS = ("short", "no-vehicle", "no-time", "not-on-the-map")
"""Why a household is on no round: nothing of what it needs is in stock; its depot has no vehicle; no vehicle has the
room or gets there within the hours; where it is or where its supplies lie is not known."""

_HOUSEHOLD = Column("household_id", pl.String(), Text("户编号", "household"), required=True)
_PLACE = Column("place_id", pl.String(), Text("地区", "place"), required=True)
_ITEM = Column("item", pl.String(), Text("物资", "item"), required=True)
_LOT = Column("lot_id", pl.String(), Text("批号", "lot"), required=True)
_DEPOT = Column("depot_id", pl.String(), Text("仓库", "depot"), required=True)
_QUANTITY = Column("quantity", pl.Int64(), Text("数量", "quantity"), required=True, unit="units of the item")
_LAT = Column("lat", pl.Float64(), Text("纬度", "latitude"), unit="degrees")
_LON = Column("lon", pl.Float64(), Text("经度", "longitude"), unit="degrees")
_OPENS = Column("opens_at", INSTANT, Text("可送起", "from"))
_CLOSES = Column("closes_at", INSTANT, Text("可送止", "until"))


def _people(name: str, zh: str, en: str) -> Column:
    return Column(name, pl.Int64(), Text(zh, en), unit="people")


CONTROLLED = Table(
    "controlled_households",
    Text("封控户", "closed households"),
    (
        _HOUSEHOLD,
        _PLACE,
        Column("gate_id", pl.String(), Text("投放点", "gate")),
        _people("infants", "3岁以下", "below 3"),
        _people("children", "3至14岁", "3 to 14"),
        _people("adults", "15至64岁", "15 to 64"),
        _people("elders", "65岁以上", "65 and more"),
        _LAT,
        _LON,
        Column("zoned_at", INSTANT, Text("封控起", "closed since")),
        Column("served_until_at", INSTANT, Text("已送够到", "supplied until")),
        _OPENS,
        _CLOSES,
    ),
)
"""A row a household. `gate_id`: where a vehicle stops for it (a compound's gate); null: the place itself.
`served_until_at`: until when what was delivered lasts; null: nothing was."""

REQUESTS = Table(
    "requests",
    Text("物资诉求", "requests"),
    (
        Column("request_id", pl.String(), Text("诉求编号", "request"), required=True),
        _HOUSEHOLD,
        _ITEM,
        _QUANTITY,
        Column("urgent", pl.Boolean(), Text("急需", "urgent")),
        Column("told_at", INSTANT, Text("提出时间", "told at")),
    ),
)
LOTS = Table(
    "lots",
    Text("物资批次", "lots"),
    (
        _LOT,
        _DEPOT,
        _ITEM,
        _QUANTITY,
        Column("expires_on", DAY, Text("保质期至", "expires on")),
        Column("arrives_on", DAY, Text("预计到货", "arrives on")),
        _LAT,
        _LON,
    ),
)
"""A row a lot. `expires_on`: the last day it may be used. `arrives_on`: ordered or donated and still on its way; null: it
is there. `lat`, `lon`: of the depot."""

VEHICLES = Table(
    "vehicles",
    Text("车辆", "vehicles"),
    (
        Column("vehicle_id", pl.String(), Text("车辆", "vehicle"), required=True),
        _DEPOT,
        Column("capacity_kg", pl.Int64(), Text("载重", "carries"), required=True, unit="kg"),
        _OPENS,
        _CLOSES,
    ),
)
NEEDS = Table(
    "needs",
    Text("物资需求", "needs of households"),
    (
        _HOUSEHOLD,
        _PLACE,
        _ITEM,
        _QUANTITY,
        Column("urgency", pl.Int64(), Text("紧急度", "urgency"), required=True),
        Column("request_id", pl.String(), Text("诉求编号", "request")),
    ),
)
"""`urgency` 0 comes first: an urgent request; 1: a household that has run out, or any other request; 2: one that will."""

PORTIONS = Table(
    "portions",
    Text("配给", "portions"),
    (
        _HOUSEHOLD,
        _PLACE,
        _ITEM,
        Column("request_id", pl.String(), Text("诉求编号", "request")),
        _LOT,
        _DEPOT,
        _QUANTITY,
        Column("metres", pl.Float64(), Text("距离", "distance"), unit="metres"),
    ),
)
UNMET = Table(
    "unmet",
    Text("缺口", "unmet needs"),
    (_HOUSEHOLD, _PLACE, _ITEM, Column("request_id", pl.String(), Text("诉求编号", "request")), _QUANTITY),
)
ROUND_STOPS = Table(
    "round_stops",
    Text("配送站点", "stops of rounds"),
    (
        Column("round_id", pl.String(), Text("配送轮次", "round"), required=True),
        Column("vehicle_id", pl.String(), Text("车辆", "vehicle"), required=True),
        _DEPOT,
        Column("nth", pl.Int64(), Text("顺序", "nth"), required=True),
        Column("gate_id", pl.String(), Text("投放点", "gate"), required=True),
        Column("households", pl.Int64(), Text("户数", "households"), required=True),
        Column("load_kg", pl.Float64(), Text("重量", "load"), required=True, unit="kg"),
        Column("drive_m", pl.Float64(), Text("行驶", "drive"), required=True, unit="metres"),
        Column("at", INSTANT, Text("到达", "there at"), required=True),
    ),
)
DROPS = Table(
    "drops",
    Text("送户", "drops"),
    (
        _HOUSEHOLD,
        Column("round_id", pl.String(), Text("配送轮次", "round"), required=True),
        Column("nth", pl.Int64(), Text("顺序", "nth"), required=True),
        Column("at", INSTANT, Text("到达", "there at"), required=True),
    ),
)
"""Which households are served at which stop of a round."""

HOUSEHOLD_SUPPLIES = Table(
    "household_supplies",
    Text("各户保障", "supplies of households"),
    (
        _HOUSEHOLD,
        _PLACE,
        Column("state", pl.String(), Text("状态", "state"), required=True, values=HOUSEHOLD_STATES),
        Column("reason", pl.String(), Text("原因", "reason"), values=REASONS),
        Column("short_of", pl.String(), Text("缺少", "short of"), required=True),
    ),
)
"""A row a household, none left out. `reason`: of one that is unserved; `short_of`: the items it does not get whole."""

SUPPLY_FORECAST = Table(
    "supply_forecast",
    Text("物资预测", "forecast of supplies"),
    (
        _ITEM,
        Column("on", DAY, Text("日期", "day"), required=True),
        *(
            Column(name, pl.Int64(), Text(zh, en), required=True, unit="units of the item")
            for name, zh, en in (
                ("opening", "期初", "at the start"),
                ("arrived", "到货", "arrived"),
                ("used", "用去", "used"),
                ("expired", "过期", "expired"),
                ("closing", "期末", "at the end"),
                ("short", "缺", "short"),
            )
        ),
    ),
)
"""A row an item and day. opening + arrived = used + expired + closing; `short`: needed and not there."""

SHORTAGES = Table(
    "shortages",
    Text("短缺", "shortages"),
    (
        _ITEM,
        Column("in_stock", pl.Int64(), Text("在库", "in stock"), required=True, unit="units of the item"),
        Column("coming", pl.Int64(), Text("在途", "on the way"), required=True, unit="units of the item"),
        Column("a_day", pl.Int64(), Text("日用量", "a day"), required=True, unit="units of the item"),
        Column("runs_out_on", DAY, Text("断供日", "runs out on")),
        Column(
            "short",
            pl.Int64(),
            Text("预测期内缺", "short by the end"),
            required=True,
            unit="units of the item",
        ),
    ),
)
"""A row an item. `runs_out_on`: the first day on which not all that is needed is there; null: none within the forecast."""
