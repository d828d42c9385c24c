"""Who is missing, by name, with the place that owns the gap: households, samples, rounds missed."""

from collections.abc import Mapping
from datetime import datetime

import polars as pl

from fangxian.engines.tables import ACCOUNTS, GAPS, INSTANT, MISSING, closure_of

OWNER_LEVEL = "community"


def list_missed_households(
    dwellings: pl.DataFrame, places: pl.DataFrame, opened_at: datetime, level: str = OWNER_LEVEL
) -> pl.DataFrame:
    """Return the households where nobody was met and nobody is settled (漏户), as GAPS.

    opened_at: when the round began. level: the level that owns a gap; somebody registered above it belongs to the
    place they are registered at. Rows of one owner stand together, by door.

    >>> from fangxian.engines.ledger import fold_events, list_dwellings, number_register
    >>> from fangxian.engines.ledger.examples import EVENTS_OF_TWO, NOON, PLACES_OF_TWO, REGISTER_OF_TWO
    >>> dwellings = list_dwellings(fold_events(number_register("r1", REGISTER_OF_TWO), EVENTS_OF_TWO.tail(1)))
    >>> gaps = list_missed_households(dwellings, PLACES_OF_TWO, NOON)
    >>> gaps.select("place_id", "door_id", "state", "people").rows()
    [('s1', 'h1', 'no-answer', 2)]
    """
    missed = dwellings.filter(pl.col("state") == "missed").with_columns(
        gap=pl.lit("household"),
        door_id="household_id",
        state=pl.when(pl.col("tried_at").is_null())
        .then(pl.lit("not-visited"))
        .otherwise(pl.lit("no-answer")),
        people="members",
        since_at=_since(opened_at),
    )
    return _owned(missed, places, level)


def list_missed_samples(
    accounts: pl.DataFrame,
    dwellings: pl.DataFrame,
    places: pl.DataFrame,
    opened_at: datetime,
    level: str = OWNER_LEVEL,
) -> pl.DataFrame:
    """Return the missing people behind a door at which somebody was met or settled (漏采), as GAPS.

    Each missing person is either here or behind a door of `list_missed_households`.

    >>> from fangxian.engines.ledger import fold_events, list_accounts, list_dwellings, number_register
    >>> from fangxian.engines.ledger.examples import EVENTS_OF_TWO, NOON, PLACES_OF_TWO, REGISTER_OF_TWO
    >>> fold = fold_events(number_register("r1", REGISTER_OF_TWO), EVENTS_OF_TWO)
    >>> gaps = list_missed_samples(list_accounts(fold), list_dwellings(fold), PLACES_OF_TWO, NOON)
    >>> gaps.select("place_id", "door_id", "person_id", "state").rows()
    [('s1', 'h1', 'bo', 'no-answer')]
    """
    met = dwellings.filter(pl.col("state").is_in(["partial", "reached"])).select(
        "round_id", "tried_at", door_id="household_id"
    )
    missing = _missing(accounts).join(met, on=["round_id", "door_id"])
    return _owned(missing.with_columns(gap=pl.lit("sample"), since_at=_since(opened_at)), places, level)


def list_missed_rounds(
    accounts: pl.DataFrame,
    opened_at: Mapping[str, datetime],
    places: pl.DataFrame,
    level: str = OWNER_LEVEL,
) -> pl.DataFrame:
    """Return who is missing in the latest round (漏轮), as GAPS, with how many rounds in a row.

    accounts: of several rounds. opened_at: when each of them began; a round in which somebody was settled, or not in
    the register, ends the row. `since_at`: when the first of those rounds began.

    >>> from fangxian.engines.ledger import fold_events, list_accounts, number_register
    >>> from fangxian.engines.ledger.examples import EVENTS_OF_TWO, NOON, PLACES_OF_TWO, REGISTER_OF_TWO
    >>> accounts = list_accounts(fold_events(number_register("r1", REGISTER_OF_TWO), EVENTS_OF_TWO))
    >>> list_missed_rounds(accounts, {"r1": NOON}, PLACES_OF_TWO).select("person_id", "rounds").rows()
    [('bo', 1)]
    """
    rounds = sorted(opened_at, key=lambda one: (opened_at[one], one))
    numbered = pl.DataFrame(
        {"round_id": rounds, "nth": range(len(rounds)), "began_at": [opened_at[one] for one in rounds]},
        schema={"round_id": pl.String(), "nth": pl.Int64(), "began_at": INSTANT},
    )
    missing = (
        _missing(accounts).join(numbered, on="round_id").sort("person_id", "nth", descending=[False, True])
    )
    back = pl.int_range(pl.len()).over("person_id")
    in_a_row = missing.filter(pl.col("nth") + back == len(rounds) - 1)
    latest = in_a_row.group_by("person_id", maintain_order=True).agg(
        pl.exclude("began_at").first(),
        rounds=pl.len(),
        since_at=pl.coalesce(pl.col("added_at").last(), pl.col("began_at").last()),
    )
    return _owned(latest.with_columns(gap=pl.lit("round"), tried_at=pl.col("event_at")), places, level)


def _since(opened_at: datetime) -> pl.Expr:
    return pl.coalesce("added_at", pl.lit(opened_at, INSTANT))


def _missing(accounts: pl.DataFrame) -> pl.DataFrame:
    return accounts.filter(pl.col("state").is_in(MISSING)).select(
        ACCOUNTS.names, door_id=pl.coalesce("household_id", "person_id"), people=pl.lit(1)
    )


def _owned(gaps: pl.DataFrame, places: pl.DataFrame, level: str) -> pl.DataFrame:
    """The gaps with the place that owns each, those of one place and door together."""
    owners = places.filter(pl.col("level") == level).select(ancestor_id="place_id")
    inside = (
        closure_of(places)
        .join(owners, on="ancestor_id")
        .sort("descendant_id", "steps")
        .unique("descendant_id", keep="first")
        .select(place_id="descendant_id", owner="ancestor_id")
    )
    owned = gaps.join(inside, on="place_id", how="left").with_columns(
        place_id=pl.coalesce("owner", "place_id")
    )
    if "rounds" not in owned.columns:
        owned = owned.with_columns(rounds=pl.lit(1))
    return GAPS.check(owned).sort("place_id", "door_id", "person_id")
