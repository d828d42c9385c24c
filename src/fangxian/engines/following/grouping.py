"""Exposures put together by place and session, each person once per group and once in all."""

from hashlib import blake2b

import polars as pl

GROUPED = ("session", "exposed_on", "group", "leads", "leads_group")
"""The columns `group_exposures` adds: see there."""

_STAY = ("person_id", "place_id", "session", "arrive_at", "leave_at")


def group_exposures(exposures: pl.DataFrame, stays: pl.DataFrame, timezone: str) -> pl.DataFrame:
    """Return `exposures` (`tables.EXPOSURES`) with the columns of `GROUPED`.

    `stays` (`tables.PRESENCES`): those of the people exposures came through, for the session they shared.
    `exposed_on` is the local day it began, `group` a mark of kind, place, session and day: meetings at a place are
    one group per session and day, the people under one roof or named in an interview one per place. `leads` is
    true on one row per person, the closest and strongest of all; `leads_group` on one per person and group.

    >>> from fangxian.engines import tables
    >>> group_exposures(tables.EXPOSURES.empty(), tables.PRESENCES.empty(), "Asia/Shanghai").columns[-5:] == list(GROUPED)
    True
    """
    day = pl.col("first_exposed_at").dt.convert_time_zone(timezone).dt.date()
    lined = exposures.with_row_index("line").join(_sessions(exposures, stays), on="line", how="left")
    dated = lined.with_columns(pl.col("session").fill_null(""), exposed_on=day)
    marked = dated.with_columns(group=_marks(dated))
    rank = marked.sort("degree", "score", "line", descending=[False, True, False])
    leads = rank.unique("person_id", keep="first", maintain_order=True)["line"]
    leads_group = rank.unique(["person_id", "group"], keep="first", maintain_order=True)["line"]
    return marked.with_columns(
        leads=pl.col("line").is_in(leads.implode()), leads_group=pl.col("line").is_in(leads_group.implode())
    ).drop("line")


def _sessions(exposures: pl.DataFrame, stays: pl.DataFrame) -> pl.DataFrame:
    """Return line -> session, where the stay shared had one and only one."""
    met = exposures.with_row_index("line").filter(kind="presence")
    named = (
        stays.select(_STAY).drop_nulls("session").rename({"person_id": "via_person_id", "session": "named"})
    )
    shared = met.join(named, on=["via_person_id", "place_id"]).filter(
        pl.col("arrive_at") <= pl.col("last_exposed_at"),
        # A lingering exposure begins after its source has left: the last stay begun before it is meant.
        pl.col("first_exposed_at").dt.date()
        <= pl.coalesce("leave_at", "arrive_at").dt.date().dt.offset_by("1d"),
    )
    told = shared.group_by("line").agg(pl.col("named").unique())
    return told.filter(pl.col("named").list.len() == 1).select("line", session=pl.col("named").list.first())


def _marks(dated: pl.DataFrame) -> pl.Series:
    meeting = pl.col("kind") == "presence"
    words = dated.select(
        pl.concat_str(
            pl.col("kind"),
            pl.col("place_id").fill_null(""),
            pl.when(meeting).then("session").otherwise(pl.lit("")),
            pl.when(meeting).then(pl.col("exposed_on").cast(pl.String())).otherwise(pl.lit("")),
            separator="\x1f",
        ).alias("words")
    )["words"]
    marks = {word: blake2b(word.encode(), digest_size=8).hexdigest() for word in words.unique()}
    return words.replace_strict(marks, return_dtype=pl.String()) if marks else words
