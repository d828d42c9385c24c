"""The tiny tree with outlines: every community a square of 0.01 degrees, and an open outbreak under either edition.

Furong   430102003001 桐荫里 | 430102003002 新屋      longitudes 112.97-112.98-112.99, latitudes 28.20-28.21
Kaifu    430105001004 福城   | 430105001005 新屋      the same longitudes, latitudes 28.21-28.22
"""

import polars as pl
import pytest
import shapely
from area_work import CELLS, Areas


@pytest.fixture
def tree(keep, clock, tree_frame) -> pl.DataFrame:
    """The tiny tree, loaded with outlines and a point for the teahouse."""
    from fangxian.operations.accounts.queries import get_system_actor
    from fangxian.operations.places.services import load_places

    tea = pl.col("place_id") == "v-teahouse"
    placed = tree_frame.with_columns(lat=pl.when(tea).then(28.205), lon=pl.when(tea).then(112.971))
    columns = {
        "place_id": pl.String(),
        "geometry": pl.Object(),
        "synthetic": pl.Boolean(),
        "source": pl.String(),
    }
    rows = [(key, shapely.geometry.mapping(cell), True, "tests") for key, cell in CELLS.items()]
    shapes = pl.DataFrame(rows, schema=columns, orient="row")

    def load_drawn() -> None:
        load_places(get_system_actor("tests"), clock, placed, shapes=shapes, source="tiny")

    keep(load_drawn)
    return placed


def _open(cast, clock, plan: str, version: str) -> Areas:
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak

    outbreak = NewOutbreak(
        "tiny", "小疫情", "Tiny outbreak", "sars-cov-2-delta", plan, version, "43", "Asia/Shanghai"
    )
    open_outbreak(cast.commander, clock, outbreak=outbreak)
    return Areas(cast, clock)


@pytest.fixture
def areas(cast, clock) -> Areas:
    """An outbreak under the 8th edition, which has risk levels and no zones."""
    return _open(cast, clock, "cn-covid19-8e-2021", "8")


@pytest.fixture
def zoned(cast, clock) -> Areas:
    """An outbreak under the 9th edition, which includes the pack of three zones."""
    return _open(cast, clock, "cn-covid19-9e-2022", "9")
