"""A ledger kept as events come in: only the doors a batch touches are counted again."""

import polars as pl

from fangxian.engines.ledger.rolling import FIGURES, with_share
from fangxian.engines.tables import EVENTS, LEDGER


def merge_events(kept: pl.DataFrame, batch: pl.DataFrame) -> pl.DataFrame:
    """Return the EVENTS of both, an id once (the first recorded), by id.

    >>> from fangxian.engines.ledger.examples import EVENTS_OF_TWO
    >>> merge_events(EVENTS_OF_TWO, EVENTS_OF_TWO).height
    2
    """
    order = ["recorded_at", *(name for name in EVENTS.names if name != "recorded_at")]
    both = pl.concat([EVENTS.check(kept), EVENTS.check(batch)]).sort(order, nulls_last=True)
    return both.unique("event_id", keep="first", maintain_order=True).sort("event_id")


def list_touched(register: pl.DataFrame, kept: pl.DataFrame, batch: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the REGISTER whose accounts or dwellings a batch of EVENTS may change: whole households.

    kept: the events until now; those the batch takes back are looked up there.

    >>> from fangxian.engines.ledger.examples import EVENTS_OF_TWO, REGISTER_OF_TWO
    >>> list_touched(REGISTER_OF_TWO, EVENTS_OF_TWO.clear(), EVENTS_OF_TWO.head(1))["person_id"].to_list()
    ['ann', 'bo']
    """
    same = ["round_id", "event_id"]
    taken_back = kept.join(batch.select("round_id", event_id="voids"), on=same, how="semi")
    again = kept.join(batch, on=same, how="semi")
    named = pl.concat([frame.select(EVENTS.names) for frame in (batch, taken_back, again)])
    door = pl.coalesce("household_id", "person_id")
    knocked = named.filter(pl.col("person_id").is_null()).select("round_id", door="household_id")
    lives = register.join(named, on=["round_id", "person_id"], how="semi").select("round_id", door=door)
    doors = pl.concat([knocked, lives]).unique()
    return register.with_columns(door=door).join(doors, on=["round_id", "door"], how="semi").drop("door")


def shift_ledger(ledger: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return the LEDGER with the same people counted anew: `before` and `after` are theirs alone.

    >>> from fangxian.engines.ledger import fold_events, list_accounts, list_dwellings, number_register, roll_up
    >>> from fangxian.engines.ledger.examples import EVENTS_OF_TWO, PLACES_OF_TWO, REGISTER_OF_TWO
    >>> def count(events):
    ...     fold = fold_events(number_register("r1", REGISTER_OF_TWO), events)
    ...     return roll_up("r1", list_accounts(fold), list_dwellings(fold), PLACES_OF_TWO)
    >>> none, one, all_ = count(EVENTS_OF_TWO.clear()), count(EVENTS_OF_TWO.head(1)), count(EVENTS_OF_TWO)
    >>> shift_ledger(none, none, one).equals(one), shift_ledger(one, one, all_).equals(all_)
    (True, True)
    """
    figures = [*FIGURES, "here"]
    signs = ((ledger, 1), (before, -1), (after, 1))
    told = pl.concat([frame.with_columns(pl.col(figures) * sign) for frame, sign in signs])
    shifted = told.group_by("place_id").agg(pl.col("round_id", "level").first(), pl.col(figures).sum())
    # A place outside the tree has a row only while somebody is registered there.
    inside = pl.col("level").is_not_null() | (pl.col("due") + pl.col("added") > 0)
    return LEDGER.check(with_share(shifted.filter(inside))).sort("place_id")
