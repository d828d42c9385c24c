"""A tiny country to find places in, drawn as a tree: indentation says what lies in what.

河东市
  东山区
    东山街道   > 新华社区, 东山社区
    柳河街道   > 新华社区, 白塔社区
  西岭县
    柳河镇     > 新华村, 石桥村
"""

import polars as pl

from fangxian.engines import tables
from fangxian.engines.gazetteer import Gazetteer, build_gazetteer

COLUMNS = ("place_id", "name", "level", "parent_id", "name_en")
ROWS = (
    ("1", "河东市", "city", None, "Hedong"),
    ("11", "东山区", "district", "1", "Dongshan District"),
    ("111", "东山街道", "street", "11", "Dongshan Subdistrict"),
    ("1111", "新华社区居委会", "community", "111", "Xinhua Community"),
    ("1112", "东山社区", "community", "111", "Dongshan Community"),
    ("112", "柳河街道", "street", "11", "Liuhe Subdistrict"),
    ("1121", "新华社区", "community", "112", "Xinhua Community"),
    ("1122", "白塔居委会", "community", "112", "Baita Community"),
    ("12", "西岭县", "district", "1", "Xiling County"),
    ("121", "柳河镇", "street", "12", "Liuhe Town"),
    ("1211", "新华村", "community", "121", "Xinhua Village"),
    ("1212", "石桥村村民委员会", "community", "121", "Shiqiao Village"),
    ("v-theatre", "河东大剧院(东山区)", "venue", "1112", "Hedong Grand Theatre"),
    ("v-boat", "三号游船", "venue", "12", "Boat No. 3"),
)
NAMES = (
    ("112", "北门街道", "zh", "alias", None, "2020-01-01"),
    ("112", "学府花园", "zh", "part", None, None),
    ("12", "西岭市", "zh", "alias", "1980-01-01", "1990-01-01"),
)


def draw_gazetteer() -> Gazetteer:
    """Return the country above, with two old names, an estate, and a zone over 柳河街道."""
    places = tables.PLACES.rows([dict(zip(COLUMNS, row, strict=True)) for row in ROWS])
    columns = ("place_id", "name", "lang", "kind", "valid_from", "valid_to")
    names = pl.DataFrame(NAMES, schema=columns, orient="row").with_columns(
        pl.col("valid_from", "valid_to").str.to_date()
    )
    zones = pl.DataFrame(
        {
            "zone_id": ["z", "z"],
            "name": ["河滨开发区"] * 2,
            "name_en": ["Hebin"] * 2,
            "member_id": ["112", "1112"],
        }
    )
    return build_gazetteer(places, names, zones)
