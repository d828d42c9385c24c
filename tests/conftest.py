"""The cast every test may call on, on a tree small enough to draw.

43 province ─┬─ 4301 city ─┬─ 430102 Furong ── 430102003 street ─┬─ 430102003001 桐荫里社区  v-teahouse
             │             │                                     └─ 430102003002 新屋社区
             │             └─ 430105 Kaifu ─── 430105001 street ─┬─ 430105001004 福城社区
             │                                                   └─ 430105001005 新屋社区
             └─ 4302 city ─── 430271 (zone 云龙示范区 overlaps 430204)
"""

import gc
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import settings as hypothesis_settings
from keeping import Keep
from temporary_postgresql import Cluster, start_cluster
from terminal import Forks, start_forks

from fangxian.engines import tables

# How long an example takes says how busy the machine is; timings are benchmarks. Each run of the suite draws anew: few
# examples find what many do, some runs later; `pytest --hypothesis-profile thorough` draws many at once.
hypothesis_settings.register_profile("tests", deadline=None, max_examples=30)
hypothesis_settings.register_profile("thorough", deadline=None, max_examples=300)
hypothesis_settings.load_profile("tests")

_TREE = (
    # key, name, name_en, level, parent, population
    ("43", "湖南省", "Hunan", "province", None, 40_000),
    ("4301", "长沙市", "Changsha", "city", "43", 30_000),
    ("430102", "芙蓉区", "Furong District", "district", "4301", 9_000),
    ("430102003", "文艺路街道", "Wenyilu Street", "street", "430102", 6_000),
    ("430102003001", "桐荫里社区居委会", "Tongyinli", "community", "430102003", 3_000),
    ("430102003002", "新屋社区", "Xinwu", "community", "430102003", 3_000),
    ("430105", "开福区", "Kaifu District", "district", "4301", 8_000),
    ("430105001", "芙蓉北路街道", "Furong North Road Street", "street", "430105", 4_000),
    ("430105001004", "福城社区", "Fucheng", "community", "430105001", 2_000),
    ("430105001005", "新屋社区", "Xinwu", "community", "430105001", 2_000),
    ("4302", "株洲市", "Zhuzhou", "city", "43", 10_000),
    ("430204", "石峰区", "Shifeng District", "district", "4302", 5_000),
    ("430204001", "学林街道", "Xuelin Street", "street", "430204", 2_500),
)
"""Real names of places, invented figures."""


@dataclass(frozen=True)
class Cast:
    """One actor per role, and a stranger: a worker of another district who must see nothing of Furong."""

    commander: object
    city_cdc: object
    district_cdc: object
    community_worker: object
    stranger: object
    auditor: object
    district_commander: object
    street_worker: object
    grid_worker: object
    clinician: object
    checkpoint_worker: object
    site_lead: object
    lab_worker: object
    supplies_officer: object
    publicity_officer: object
    inspector: object
    discipline_head: object
    appeal_officer: object
    police_officer: object
    migration_officer: object


_LONGEST = (
    "operations/test_on_postgresql.py",
    "browser/",
    "wall/",
    "operations/response/test_snapshots.py",
    "operations/loading/test_testing_day.py",
    "operations/follow_ups/test_acceptance_r29.py",
    "stores/conformance/",
    "engines/response/test_response_properties.py",
    "doors/api/test_api_strange_input.py",
    "doors/cli/",
)
"""Files of a quarter of a minute and more: one of them begun last would keep one core waiting for the other."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything of operations touches the database; the longest files begin first."""
    for item in items:
        if "/tests/operations/" in item.path.as_posix():
            item.add_marker(pytest.mark.django_db)
    items.sort(key=_rank)


def pytest_collection_finish() -> None:
    """What has been imported and collected stays to the end: no collection of garbage needs to walk over it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _rank(item: pytest.Item) -> int:
    path = item.path.as_posix()
    return next((rank for rank, part in enumerate(_LONGEST) if f"/tests/{part}" in path), len(_LONGEST))


@pytest.fixture
def home(tmp_path: Path, settings, monkeypatch) -> Path:
    """A FANGXIAN_HOME of this test's own."""
    settings.FANGXIAN_HOME = tmp_path
    monkeypatch.setenv("FANGXIAN_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def clock():
    """31 July 2021, 18:00 in Changsha; it stands until a test advances it."""
    from fangxian.operations.clock import FixedClock

    return FixedClock(datetime(2021, 7, 31, 10, tzinfo=UTC))


@pytest.fixture
def tree_frame() -> pl.DataFrame:
    """The tiny tree and one venue, as engines take it."""
    names = ("place_id", "name", "name_en", "level", "parent_id", "population")
    rows = [dict(zip(names, row, strict=True)) for row in _TREE]
    rows.append(
        {
            "place_id": "v-teahouse",
            "name": "茶馆",
            "level": "venue",
            "parent_id": "430102003001",
            "venue_kind": "restaurant",
            "has_list": True,
        }
    )
    return tables.PLACES.rows(rows)


@pytest.fixture
def keep(db, home, clock) -> Keep:
    """`keep(build)`: what `build` writes is worked out once and given to every later test that begins alike."""
    return Keep(home, clock)


@pytest.fixture
def tree(keep, clock, tree_frame) -> pl.DataFrame:
    """The tiny tree, loaded, with its functional zone and one alias."""
    from fangxian.operations.accounts.queries import get_system_actor
    from fangxian.operations.places.services import load_places

    def load() -> None:
        alias = {"place_id": "430102003", "name": "文艺路口", "lang": "zh", "kind": "alias"}
        names = pl.DataFrame([{**alias, "valid_from": None, "valid_to": None}])
        zone = {"zone_id": "430271", "name": "云龙示范区", "name_en": "Yunlong", "member_id": "430204001"}
        zones = pl.DataFrame([zone])
        load_places(get_system_actor("tests"), clock, tree_frame, names=names, zones=zones, source="tiny")

    keep(load, tree_frame.write_csv())
    return tree_frame


@pytest.fixture
def cast(tree, keep, clock) -> Cast:
    """The demonstration's cast, appointed."""
    from fangxian.operations.accounts.cast import DEMO_CAST
    from fangxian.operations.accounts.queries import get_actor, get_system_actor, get_user
    from fangxian.operations.accounts.services import appoint_cast

    def play(handle: str) -> object:
        return get_actor(get_user(handle).user_id, clock.now())

    def appoint() -> Cast:
        appoint_cast(get_system_actor("tests"), clock, DEMO_CAST)
        handles = {field.name: field.name.replace("_", "-") for field in fields(Cast)}
        handles["stranger"] = "other-district-worker"
        return Cast(**{name: play(handle) for name, handle in handles.items()})

    return keep(appoint)


@pytest.fixture(scope="session")
def postgresql_cluster(tmp_path_factory) -> Iterator[Cluster]:
    """A PostgreSQL 15 that lives as long as the tests."""
    with start_cluster(tmp_path_factory.mktemp("postgresql")) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """What runs commands for a `Terminal`; started by the first who asks."""
    with start_forks() as started:
        yield started
