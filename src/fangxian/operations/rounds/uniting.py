"""Several lists become one register: which rows are one person, by whose number, and behind which door."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

import polars as pl

from fangxian.engines import tables
from fangxian.stores.list_sources import LIST_ROWS

LINKS = {"list_id": pl.String(), "row_key": pl.String(), "person_id": pl.String()}


@dataclass(frozen=True)
class United:
    """`lists`: LISTINGS by list; `links`: which row of a list is which person (`LINKS`)."""

    lists: Mapping[str, pl.DataFrame]
    links: pl.DataFrame


def unite(rows: Mapping[str, pl.DataFrame], homes: pl.DataFrame) -> United:
    """Return whom the rows of lists (LISTED) name, given who lives where on the household register (LISTINGS).

    A person's number is the one a row states; of a person whose rows state none it is the key of their earliest row,
    which stays the same as long as that row is held. A door is the household a row states, else that of somebody known
    to live at the same address, else the address.

    Rows are joined by `stores/linkage`: by numbers, and by what several fields weigh together, never by name alone.
    """
    told = {name: frame for name, frame in rows.items() if frame.height}
    if not told:
        return United({}, pl.DataFrame(schema=LINKS))
    named = _doors(_numbered(told), homes)
    lists = {
        name: tables.LISTINGS.check(named.filter(pl.col("list_id") == name).drop("list_id")) for name in told
    }
    return United(lists, named.select(list(LINKS)))


def _numbered(rows: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Every row with the person it is of."""
    # Linkage opens a database; a round without such lists begins without it.
    from fangxian.stores.linkage import link

    linked = link(
        {name: LIST_ROWS.check(frame.with_columns(row_id="row_key")) for name, frame in rows.items()}
    )
    clusters = linked.rows.select("list_id", "person", row_key="row_id")
    together = pl.concat([frame.with_columns(list_id=pl.lit(name)) for name, frame in rows.items()])
    joined = together.join(clusters, on=["list_id", "row_key"], how="left").sort("row_key")
    number = pl.coalesce(pl.col("person_id").min(), pl.col("row_key").min()).over("person")
    return joined.with_columns(person_id=pl.coalesce("person_id", number))


def _doors(named: pl.DataFrame, homes: pl.DataFrame) -> pl.DataFrame:
    known = homes.select("person_id", home="household_id").unique("person_id", keep="first")
    rows = named.join(known, on="person_id", how="left").with_columns(
        door=pl.struct("place_id", "address").map_elements(_door, return_dtype=pl.String()),
        home=pl.coalesce("home", "household_id"),
    )
    behind = rows.drop_nulls(["door", "home"]).group_by("door").agg(there=pl.col("home").min())
    return rows.join(behind, on="door", how="left").select(
        "list_id", "row_key", "person_id", "place_id", household_id=pl.coalesce("home", "there", "door")
    )


def _door(where: Mapping[str, str | None]) -> str | None:
    """A name for a door that does not say the address."""
    address = "".join((where["address"] or "").split())
    said = f"{where['place_id']}\0{address}".encode()
    return f"door-{blake2b(said, digest_size=12).hexdigest()}" if address else None
