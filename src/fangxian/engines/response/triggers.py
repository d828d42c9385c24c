"""Triggers: for which subjects they fire, and at which place each of their actions starts."""

from collections.abc import Callable, Mapping

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import Action, Trigger, nearest_level
from fangxian.engines.response.counts import judge_of
from fangxian.engines.response.known import Known
from fangxian.engines.response.places import firing_outbreak, firing_places
from fangxian.engines.response.rings import within_ring
from fangxian.engines.response.signals import SIGNALS
from fangxian.engines.response.subjects import SUBJECT, case_subjects, venue_subjects
from fangxian.engines.zoning import AreaCounts

FIRED = {
    **SUBJECT,
    "rule": pl.String(),
    "scope": pl.String(),
    "measure": pl.String(),
    "degree": pl.Int64(),
    "found": pl.Int64(),
}
"""One row per trigger, subject, action and place where the action starts (`place_id`)."""


def fired(known: Known, people: pl.DataFrame, counts: AreaCounts, areas: pl.DataFrame) -> pl.DataFrame:
    """Return everything the plan's triggers start, in the order of the triggers' ids."""
    fixed: dict[str, pl.DataFrame] = {
        "case": case_subjects(known),
        "venue": venue_subjects(known),
        "person": people,
        **{scope: subjects(known) for scope, subjects in SIGNALS.items()},
    }
    frames = [pl.DataFrame(schema=FIRED)]
    for trigger in sorted(known.plan.triggers, key=lambda trigger: trigger.id):
        subjects = _firing(known, trigger, fixed, counts, areas)
        frames += [_start(known, trigger, action, subjects) for action in trigger.then]
    return pl.concat(frames)


def _firing(
    known: Known,
    trigger: Trigger,
    fixed: Mapping[str, pl.DataFrame],
    counts: AreaCounts,
    areas: pl.DataFrame,
) -> pl.DataFrame:
    if trigger.scope == "place":
        return firing_places(known, trigger, counts, areas)
    if trigger.scope == "outbreak":
        return firing_outbreak(known, trigger, counts, areas)
    subjects = fixed[trigger.scope]
    return subjects.filter(judge_of(known, trigger.scope)(trigger.when, subjects))


def _start(known: Known, trigger: Trigger, action: Action, subjects: pl.DataFrame) -> pl.DataFrame:
    placed = _placed(known, action)
    started = placed(subjects).with_columns(
        rule=pl.lit(trigger.id), scope=pl.lit(trigger.scope), measure=pl.lit(action.measure)
    )
    missing = [
        pl.lit(None, dtype=pl.Int64()).alias(name) for name in ("degree", "found") if name not in started
    ]
    return started.with_columns(missing).filter(pl.col("place_id").is_not_null()).select(list(FIRED))


def _placed(known: Known, action: Action) -> Callable[[pl.DataFrame], pl.DataFrame]:
    if action.within_m is not None:
        return within_ring(known, action.within_m, action.venue_kind)
    return _here if action.at == "here" else _at_level(known, action.at)


def _here(subjects: pl.DataFrame) -> pl.DataFrame:
    return subjects


def _at_level(known: Known, at: str) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Return a function that moves subjects to their place of this level (or the tree's nearest).

    A place above that level stands for the places of that level inside it that hold a case or an exposed
    venue; a venue, case or person known only more coarsely stays at its nearest tree place.
    """
    level = nearest_level(at, known.levels)
    of_level = known.places.filter(pl.col("level") == level).select("place_id")
    up = of_level.join(known.closure, left_on="place_id", right_on="ancestor_id").select(
        target="place_id", place_id="descendant_id"
    )
    down = (
        of_level.join(touched_places(known), on="place_id")
        .join(known.closure.filter(pl.col("steps") > 0), left_on="place_id", right_on="descendant_id")
        .select(target="place_id", place_id="ancestor_id")
    )

    def move(subjects: pl.DataFrame) -> pl.DataFrame:
        towards = pl.concat([up, down]) if _are_places(subjects) else up
        moved = subjects.join(towards, on="place_id", how="left").join(
            known.tree_place, on="place_id", how="left"
        )
        return moved.with_columns(place_id=pl.coalesce("target", "tree_place_id"))

    return move


def _are_places(subjects: pl.DataFrame) -> bool:
    return "since_on" in subjects.columns


def touched_places(known: Known) -> pl.DataFrame:
    """Return (place_id) of every place with a case or an exposed venue in it."""
    venues = known.venue_exposures.select("place_id").join(
        known.closure, left_on="place_id", right_on="descendant_id"
    )
    return pl.concat([known.counted.select("place_id"), venues.select(place_id="ancestor_id")]).unique()


def coarse_venues(known: Known, fires: pl.DataFrame) -> tuple[tables.Text, ...]:
    """Return a remark for the visited places whose community is not known: the office there must narrow it."""
    lowest = known.levels[-1] if known.levels else ""
    tree = known.places.select(tree_place_id="place_id", tree_level="level")
    visited = (
        known.venue_exposures.select("place_id")
        .unique()
        .join(known.tree_place, on="place_id")
        .join(tree, on="tree_place_id")
    )
    coarse = visited.filter(pl.col("tree_level") != lowest).height
    if not coarse or not fires.filter(pl.col("scope") == "venue").height:
        return ()
    return (
        tables.Text(
            f"{coarse} 个暴露场所只知到上级地区, 指令发往该级, 须由其查明所在社区。",
            f"{coarse} exposure venues are known only to a wider place; its office must find their community.",
        ),
    )
