"""The real communities of the four cities with made-up people around them. Nobody here exists."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fangxian.stores.places import read_place_pack

CHANGDE, ZHUZHOU = "4307", "4302"
SPREAD_DEGREES = 0.02
"""How far from the middle of their community people live, as a standard deviation: two kilometres."""


@dataclass(frozen=True)
class World:
    """People to send, posts that need them."""

    people: pl.DataFrame
    posts: pl.DataFrame


def thousands(seed: int, people: int = 14_000, communities: int = 1_400, uneven: bool = True) -> World:
    """Return R19: 14,000 people and communities of the whole four cities, ten needed at each.

    uneven: people live where they like, a third of them in the towns' middle; else ten at each community.
    """
    drawn, every = np.random.default_rng(seed), _communities()
    chosen = every[np.sort(drawn.choice(every.height, communities, replace=False))]
    home = (
        drawn.integers(0, communities, people)
        if uneven
        else np.repeat(np.arange(communities), people // communities)
    )
    middle = drawn.random(people) < (0.3 if uneven else 0.0)
    home = np.where(middle, drawn.choice(np.arange(0, communities, 40), people), home)
    employers = [f"employer-{number:03}" for number in drawn.integers(0, 120, people)]
    return _world(drawn, chosen, home, employers, [None] * people, people // communities)


def teams(seed: int) -> World:
    """Return R18: 217 teams, 659 members, 218 urban communities of Zhuzhou, three needed at each.

    A team comes from one employer and its members live near each other; eight teams have four members.
    """
    drawn = np.random.default_rng(seed)
    every = _communities().filter(pl.col("place_id").str.starts_with(ZHUZHOU))
    middle = every.select(pl.col("lat").median(), pl.col("lon").median()).row(0)
    near = every.with_columns(away=(pl.col("lat") - middle[0]) ** 2 + (pl.col("lon") - middle[1]) ** 2)
    chosen = near.sort("away", "place_id").head(218).sort("place_id")
    sizes = [4 if number < 8 else 3 for number in range(217)]
    homes = np.repeat(drawn.integers(0, 218, 217), sizes)
    ids = [f"team-{number:03}" for number, size in enumerate(sizes) for _ in range(size)]
    employers = [f"employer-{int(one[-3:]) % 40:02}" for one in ids]
    return _world(drawn, chosen, homes, employers, ids, 3)


def _communities() -> pl.DataFrame:
    places = read_place_pack("hunan-4").places
    located = places.filter((pl.col("level") == "community") & pl.col("lat").is_not_null())
    return located.select("place_id", "lat", "lon").sort("place_id")


def _world(
    drawn: np.random.Generator,
    chosen: pl.DataFrame,
    home: np.ndarray,
    employers: list[str],
    team_ids: list[str | None] | list[str],
    need: int,
) -> World:
    people = pl.DataFrame(
        {
            "person_id": [f"person-{number:05}" for number in range(len(home))],
            "team_id": team_ids,
            "lat": chosen["lat"].to_numpy()[home] + drawn.normal(0, SPREAD_DEGREES, len(home)),
            "lon": chosen["lon"].to_numpy()[home] + drawn.normal(0, SPREAD_DEGREES, len(home)),
            "employer": employers,
        },
        schema_overrides={"team_id": pl.String()},
    )
    posts = chosen.with_columns(need=pl.lit(need, dtype=pl.Int64()))
    return World(people, posts)
