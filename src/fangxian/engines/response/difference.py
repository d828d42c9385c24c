"""The difference between what the rules propose now and what stands: new, changed, unchanged, no longer supported."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from fangxian.engines.response.digests import KEY, PROPOSED, edited_columns, proposal_part
from fangxian.engines.tables import Table


@dataclass(frozen=True)
class Releasing:
    """The clock of a release: judged at `as_of`, done within `hours`."""

    as_of: datetime
    hours: float

    @property
    def due_at(self) -> datetime:
        """The instant by which what is no longer supported has to be released."""
        return self.as_of + timedelta(hours=self.hours)


def difference(
    table: Table,
    standing: pl.DataFrame,
    proposed: pl.DataFrame,
    intact: frozenset[str],
    releasing: Releasing,
    *,
    lapsed: frozenset[str] = frozenset(),
    over_too: bool = False,
) -> pl.DataFrame:
    """Return the rows of `table` with their `change`.

    `intact`: keys of standing rows whose evidence is whole although no rule proposes them now.
    `lapsed`: keys of proposals that are too late to be made anew; they only support what stands.
    `over_too`: release also what is over by its own end (otherwise it just lies there, unchanged).
    A row that stands keeps a person's edits; its evidence and counts follow the facts.
    """
    key = KEY[table.name]
    standing = standing.unique(key, keep="first", maintain_order=True)
    again = proposed.filter(pl.col(key).is_in(standing[key].implode()))
    new = proposed.filter(
        ~pl.col(key).is_in(standing[key].implode()) & ~pl.col(key).is_in(list(lapsed))
    ).with_columns(change=pl.lit("new"), release_due_at=pl.lit(None, dtype=table.schema["release_due_at"]))
    kept = _keep(table, standing.filter(pl.col(key).is_in(again[key].implode())), again)
    left = standing.filter(~pl.col(key).is_in(again[key].implode()))
    over = frozenset() if over_too else _over(left, key, releasing)
    gone = _release(left, key, intact | over, releasing)
    return table.check(pl.concat([part.select(table.names) for part in (new, kept, gone)])).sort(key)


def _keep(table: Table, standing: pl.DataFrame, again: pl.DataFrame) -> pl.DataFrame:
    """Join what stands with what is proposed again, column by column."""
    key, proposals = KEY[table.name], PROPOSED[table.name]
    edits = edited_columns(standing, table).rename(lambda name: f"{name}:edited")
    both = pl.concat([standing, edits], how="horizontal").join(again, on=key, suffix=":now")
    both = both.with_columns(
        _released=pl.col("release_due_at").is_not_null(),
        _moved=proposal_part(pl.col("digest")) != proposal_part(pl.col("digest:now")),
    )
    return both.select(key, *(_value(name, proposals) for name in table.names if name != key))


def _value(name: str, proposals: tuple[str, ...]) -> pl.Expr:
    if name == "change":
        return (
            pl.when(pl.col("_moved") | pl.col("_released"))
            .then(pl.lit("changed"))
            .otherwise(pl.lit("unchanged"))
            .alias(name)
        )
    if name == "release_due_at":
        return pl.lit(None, dtype=pl.Datetime("us", "UTC")).alias(name)
    if name in proposals:
        return pl.when(f"{name}:edited").then(pl.col(name)).otherwise(pl.col(f"{name}:now")).alias(name)
    return pl.col(f"{name}:now").alias(name)


def _release(standing: pl.DataFrame, key: str, intact: frozenset[str], releasing: Releasing) -> pl.DataFrame:
    """Mark what no rule proposes any more: kept while its evidence is whole, else to be released by a clock."""
    holds = pl.col(key).is_in(list(intact)) & pl.col("release_due_at").is_null()
    due = pl.coalesce("release_due_at", pl.lit(releasing.due_at).dt.convert_time_zone("UTC"))
    return standing.with_columns(
        change=pl.when(holds).then(pl.lit("unchanged")).otherwise(pl.lit("no_longer_supported")),
        release_due_at=pl.when(holds).then(None).otherwise(due).cast(standing.schema["release_due_at"]),
    )


def _over(standing: pl.DataFrame, key: str, releasing: Releasing) -> frozenset[str]:
    if "ends_at" not in standing.columns:
        return frozenset()
    return frozenset(standing.filter(pl.col("ends_at") <= releasing.as_of)[key])
