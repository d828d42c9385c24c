"""The ground of a demonstration: its places with outlines, an office at every one, the cast, the world's clock."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import polars as pl

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.cast import DEMO_CAST, Post
from fangxian.operations.accounts.queries import find_world, get_system_actor
from fangxian.operations.accounts.services import appoint_cast, ensure_offices, office_ids, open_world
from fangxian.operations.clock import Clock, FixedClock, SystemClock
from fangxian.operations.loading.steps import Progress
from fangxian.operations.places.queries import under
from fangxian.operations.places.services import load_places
from fangxian.stores.city import City
from fangxian.stores.places import shapes

DEPARTMENTS = (
    "organisation",
    "health",
    "hospital",
    "transport",
    "police",
    "industry_it",
    "publicity",
    "education",
    "culture_tourism",
    "civil_affairs",
    "market_supervision",
    "discipline",
)
"""What the second and third level of a tree have beside a command office and a centre for disease control."""


def lay_ground(city: City, clock: Clock, progress: Progress) -> tuple[int, int]:
    """Load places, offices and cast, and start the world's clock; return how many places and offices were new.

    The first load of a database says what its world is: the clock stands at the pack's `demo_as_of` now, and runs on.
    """
    places = _load_places(city, clock, progress)
    actor = get_system_actor("load")
    offices = _open_offices(city, actor, clock, progress)
    if find_world() is None:
        at = city.outbreak.demo_as_of
        offset = at - SystemClock().now()
        open_world(actor, FixedClock(at), name=city.outbreak.id, kind="drill", clock_offset=offset)
    appoint_cast(actor, clock, _cast(city))
    return places, offices


def _load_places(city: City, clock: Clock, progress: Progress) -> int:
    pack, step = city.place_pack, Text("地区与场所", "places")
    if len(under([pack.root])) >= city.places.height:
        return 0
    columns = {
        "place_id": pl.String(),
        "geometry": pl.Object(),
        "synthetic": pl.Boolean(),
        "source": pl.String(),
    }
    outlines = pl.DataFrame(list(_outlines(city, progress)), schema=columns, orient="row")
    loaded = load_places(
        get_system_actor("load"),
        clock,
        city.places,
        names=pack.names.filter(pl.col("kind") == "alias"),
        zones=pack.zones,
        shapes=outlines,
        source=pack.id,
        progress=lambda _, done, total: progress(step, done, total),
    )
    return loaded.added


def _outlines(city: City, progress: Progress) -> Iterator[tuple[str, dict[str, Any], bool, str]]:
    pack = city.place_pack
    parents = pack.tree["parent_id"].drop_nulls().unique(maintain_order=True)
    for done, parent in enumerate(parents):
        progress(Text("地图轮廓", "outlines"), done, len(parents))
        for feature in shapes(pack, parent)["features"]:
            yield feature["id"], feature["geometry"], feature["properties"]["synthetic"], pack.id


def _open_offices(city: City, actor: Actor, clock: Clock, progress: Progress) -> int:
    """A command office everywhere; a centre for disease control down to the third level; departments below the top."""
    tree, levels = city.place_pack.tree, [level.name for level in city.place_pack.levels]
    upper = {
        level: ("cdc",) if depth == 0 else ("cdc", *DEPARTMENTS) for depth, level in enumerate(levels[:3])
    }
    pairs = [
        (place_id, department)
        for place_id, level in tree.select("place_id", "level").rows()
        for department in ("command_office", *upper.get(level, ()))
    ]
    there = len(office_ids(pairs))
    progress(Text("机构", "offices"), there, len(pairs))
    return len(ensure_offices(actor, clock, pairs)) - there


def _cast(city: City) -> tuple[Post, ...]:
    """The demonstration's posts: those of Hunan, or the same roles at the first places of another tree."""
    if city.place_pack.id == "hunan-4":
        return tuple(
            _elsewhere(post) if post.handle == "other-district-worker" else post for post in DEMO_CAST
        )
    tree, root = city.place_pack.tree, city.place_pack.root
    second = tree.filter(pl.col("parent_id") == root)["place_id"].to_list()
    lowest = [_lowest(tree, place) for place in (second[0], second[-1])]
    stranger, here = lowest[1], {"43": root, "4301": root, "430102": second[0]}
    return tuple(
        replace(
            post,
            place_id=stranger
            if post.handle == "other-district-worker"
            else here.get(post.place_id, lowest[0]),
        )
        for post in DEMO_CAST
    )


def _elsewhere(post: Post) -> Post:
    name = Text("杨柳冲社区网格员", "Yangliuchong community worker")
    return replace(post, place_id="430203007007", name=name)


def _lowest(tree: pl.DataFrame, place_id: str) -> str:
    below = tree.filter(pl.col("parent_id") == place_id)["place_id"].to_list()
    return _lowest(tree, below[0]) if below else place_id
