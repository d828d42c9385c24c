"""Why somebody goes where they go: reason codes, and what each says."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.staffing.sending.costs import Costs, without_far
from fangxian.engines.staffing.sending.instance import NOBODY, Bools, Floats, Instance, Ints

REASONS: Mapping[str, Text] = {
    "lives_there": Text("本人居住在该社区", "lives there"),
    "nearest": Text("在适合的岗位中最近", "the nearest post that suits"),
    "nearer_filled": Text(
        "更近的岗位由更近或更合适的人填补", "nearer posts are filled by others at less cost to all"
    ),
    "skilled": Text("具备岗位所需技能", "has the skills the post asks for"),
    "speaks": Text("会岗位所需语言", "speaks what the post asks for"),
    "stays": Text("原已在此岗位", "serves there already"),
    "moved": Text("由原岗位调来", "moved from another post"),
    "with_team": Text("随工作队同去", "goes with the team"),
    "team_split": Text("缺员处须拆分工作队", "the team is split because people are short there"),
    "place_unknown": Text("位置不详, 距离未计", "position not known, distance not counted"),
    "by_hand": Text("人工指派", "sent by hand"),
}


def explain(instance: Instance, everybody: Costs, chosen: Ints, rows: Ints) -> pl.Series:
    """Return the codes of these people (rows, all sent), separated by `;`."""
    posts = chosen[rows]
    walk = instance.walk(rows, posts)
    home = instance.home[rows] >= 0
    lives = home & (instance.posts["place_id"].to_numpy()[posts] == _homes(instance, rows))
    nearest = walk <= _nearest(instance, everybody)[rows] + 1.0
    known = np.isfinite(walk)
    apart = _in_split_team(instance, chosen)[rows]
    in_team = instance.team[rows] >= 0
    asks = instance.posts.select(
        skilled=pl.col("skills").fill_null("") != "", speaks=pl.col("languages").fill_null("") != ""
    )
    flags = {
        "lives_there": lives,
        "nearest": known & nearest,
        "nearer_filled": known & ~nearest,
        "skilled": asks["skilled"].to_numpy()[posts],
        "speaks": asks["speaks"].to_numpy()[posts],
        "stays": instance.before[rows] == posts,
        "moved": (instance.before[rows] != posts) & (instance.before[rows] != NOBODY),
        "with_team": in_team & ~apart & _with_others(instance, chosen)[rows],
        "team_split": in_team & apart & instance.rules.keep_teams,
        "place_unknown": ~known,
    }
    codes = [
        pl.when(pl.Series(flags[code], dtype=pl.Boolean())).then(pl.lit(code)).alias(code) for code in flags
    ]
    return pl.select(codes).select(pl.concat_str(pl.all(), separator=";", ignore_nulls=True).alias("why"))[
        "why"
    ]


def _homes(instance: Instance, rows: Ints) -> npt.NDArray[np.object_]:
    return instance.people["home_place_id"].to_numpy()[rows]


def _nearest(instance: Instance, everybody: Costs) -> Floats:
    """Whole metres to the nearest post each person fits: what it costs, less what else counts."""
    found, stays = np.empty(everybody.units), instance.before
    for at, block in everybody.blocks():
        mine = stays[at : at + len(block)]
        serving = np.flatnonzero(mine >= 0)
        here = block[serving, mine[serving]].copy()
        block[serving, mine[serving]] += instance.rules.move_m
        found[at : at + len(block)] = block.min(axis=1)
        block[serving, mine[serving]] = here
    return without_far(found - instance.tired_m, instance.rules.far_m)


def _in_split_team(instance: Instance, chosen: Ints) -> Bools:
    """Whether each person's team is at several posts."""
    sent = (chosen != NOBODY) & (instance.team >= 0)
    pairs = np.unique(np.column_stack([instance.team[sent], chosen[sent]]), axis=0)
    teams, times = np.unique(pairs[:, 0], return_counts=True)
    return np.isin(instance.team, teams[times > 1])


def _with_others(instance: Instance, chosen: Ints) -> Bools:
    """Whether somebody else of each person's team is sent too."""
    sent = (chosen != NOBODY) & (instance.team >= 0)
    teams, times = np.unique(instance.team[sent], return_counts=True)
    return np.isin(instance.team, teams[times > 1])
