"""Who there was in the four cities by the report, around the real communities of pack hunan-4. Nobody here exists.

The report gives 217 teams of 659 (R18) and 14,000 sent to communities (R19) in Zhuzhou, 42 units of 150 committee members and
1,200 members (R12), and in Wuling of Changde 128 secretaries (R22), 2,000 cadres (R23) and 500 duty points (R25). For Changsha,
Changde and Zhangjiajie it gives no number of people: ten a community, as in Zhuzhou; assumption. Every community is to have two
of them, the rest go by its people.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.staffing.places import SPREAD_DEGREES
from fangxian.stores.places import read_place_pack

CITIES = {"4301": "Changsha", "4302": "Zhuzhou", "4307": "Changde", "4308": "Zhangjiajie"}
WULING = "430702"
TEN, LEAST = 10, 2
EMPLOYERS = 120


@dataclass(frozen=True)
class Question:
    """People to send to posts, and how it is told on the page."""

    name: str
    people: pl.DataFrame
    posts: pl.DataFrame
    keep_teams: bool = False


def questions(seed: int = 1) -> list[Question]:
    """Return everybody who is sent somewhere."""
    drawn = np.random.default_rng(seed)
    tens = [_tens(drawn, city, name) for city, name in CITIES.items()]
    return [_teams(drawn), *tens, _units(drawn), _points(drawn, 4, 2_128), _points(drawn, 6, 3_000)]


def communities(under: str) -> pl.DataFrame:
    """Return (place_id, name, population, lat, lon) of the communities below a place."""
    places = read_place_pack("hunan-4").places
    inside = places.filter((pl.col("level") == "community") & pl.col("place_id").str.starts_with(under))
    return inside.select("place_id", "name", "population", "lat", "lon").sort("place_id")


def _tens(drawn: np.random.Generator, city: str, name: str) -> Question:
    """Ten people a community, sent by how many live there; their homes are where the city's people live."""
    every = communities(city)
    share, people = every["population"].to_numpy() / every["population"].sum(), every.height * TEN
    need = LEAST + np.floor(share * (people - every.height * LEAST)).astype(np.int64)
    homes = drawn.choice(every.height, people, p=share)
    posts = every.select("place_id", "lat", "lon").with_columns(need=pl.Series(need))
    title = f"{name}: {people:,} to {every.height:,} communities"
    return Question(title, _people(drawn, every, homes), posts)


def _teams(drawn: np.random.Generator) -> Question:
    """Zhuzhou's 217 teams for its 218 most peopled urban communities: a team comes from one employer and stays together."""
    urban = communities("4302").filter(pl.col("name").str.contains("居委会"))
    chosen = urban.sort("population", descending=True).head(218).sort("place_id")
    sizes = [4 if number < 8 else 3 for number in range(217)]
    team = np.repeat(np.arange(217), sizes)
    homes = drawn.integers(0, chosen.height, 217)[team]
    people = _people(drawn, chosen, homes, [f"employer-{one % 40:03}" for one in team])
    named = people.with_columns(team_id=pl.Series([f"team-{one:03}" for one in team]))
    return Question(
        "Zhuzhou: 217 teams, 659 people, to 218 urban communities", named, _posts(chosen, 3), True
    )


def _units(drawn: np.random.Generator) -> Question:
    """42 temporary units of Zhuzhou's Yunlong and the districts beside it: 150 for committees, 1,200 members."""
    every = communities("430204").vstack(communities("430202"))
    at = every[np.sort(drawn.choice(every.height, 42, replace=False))]
    posts = pl.concat([
        at.select("place_id", "lat", "lon", need=pl.lit(28, pl.Int64()), skills=pl.lit(None, pl.String())),
        at.select(pl.col("place_id") + "-lead", "lat", "lon", need=pl.lit(3, pl.Int64()), skills=pl.lit("lead")),
    ])  # fmt: skip
    homes = drawn.integers(0, every.height, 1_350)
    people = _people(drawn, every, homes).with_columns(
        skills=pl.when(pl.int_range(pl.len()) < 150).then(pl.lit("lead")).otherwise(pl.lit(None, pl.String()))
    )
    return Question("Zhuzhou: 150 to lead and 1,200 members for 42 units", people, posts)


def _points(drawn: np.random.Generator, need: int, people: int) -> Question:
    """Wuling's 500 duty points at its communities by their people, for 128 secretaries and 2,000 cadres, or more."""
    every = communities(WULING)
    share = every["population"].to_numpy() / every["population"].sum()
    at = np.sort(
        np.concatenate([np.arange(every.height), drawn.choice(every.height, 500 - every.height, p=share)])
    )
    posts = every[at].with_columns(place_id=pl.format("point-{}", pl.int_range(pl.len())))
    sent = _people(drawn, every, drawn.choice(every.height, people, p=share))
    return Question(f"Wuling: {people:,} people to 500 duty points", sent, _posts(posts, need))


def _people(
    drawn: np.random.Generator, every: pl.DataFrame, homes: np.ndarray, employers: list[str] | None = None
) -> pl.DataFrame:
    count = len(homes)
    by = employers or [f"employer-{number:03}" for number in drawn.integers(0, EMPLOYERS, count)]
    return pl.DataFrame(
        {
            "person_id": [f"person-{number:05}" for number in range(count)],
            "team_id": pl.Series([None] * count, dtype=pl.String()),
            "lat": every["lat"].to_numpy()[homes] + drawn.normal(0, SPREAD_DEGREES, count),
            "lon": every["lon"].to_numpy()[homes] + drawn.normal(0, SPREAD_DEGREES, count),
            "employer": by,
        }
    )


def _posts(at: pl.DataFrame, need: int) -> pl.DataFrame:
    return at.select("place_id", "lat", "lon", need=pl.lit(need, pl.Int64()))
