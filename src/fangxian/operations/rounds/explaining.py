"""Why rows of several lists are one person of a round."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import polars as pl

from fangxian.engines.problems import Text
from fangxian.operations.clock import Clock
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rounds.accounts import register_of, register_store
from fangxian.operations.rounds.listed import find_rows_by_key
from fangxian.operations.rounds.queries import get_round
from fangxian.stores.list_sources import LIST_ROWS

if TYPE_CHECKING:
    from fangxian.stores.linkage import Explanation

STATED = Text("该行写明了此人的编号。", "The row states this person's number.")
FIRST = Text("此人最早的一行。", "The earliest row of this person.")
GONE = Text("该行已到保存期限或已删除。", "The row is kept no longer.")


@dataclass(frozen=True)
class LinkRow:
    """One row of a list that is a person, and the sentences that say why; they repeat nothing the row says."""

    list_id: str
    row_key: str
    why: tuple[Text, ...]


def explain_person(reach: Reach, clock: Clock, round_id: UUID, person_id: str) -> tuple[LinkRow, ...]:
    """Return the rows of lists that are a person of a round, the earliest first, each with why.

    Nobody on the household register alone has any. A row without the person's number is weighed against the others.

    Raises:
        Problem: `not-found`, also for somebody outside the reach and for who reads no registers.
    """
    row = get_round(reach, round_id)
    register = register_of(row.id, row.sha256, reach.keys()) if reach.registers else None
    if register is None or person_id not in set(register["person_id"]):
        raise NOT_FOUND(what="person", what_zh="人员", key=person_id)
    links = register_store().links_of(str(row.id), [person_id])
    lists = links.select("list_id", "row_key")
    held = find_rows_by_key(links["row_key"].to_list(), clock.now()).join(lists, on="row_key").sort("row_key")
    return tuple(LinkRow(list_id, key, _why(held, key, person_id)) for list_id, key in lists.iter_rows())


def _why(held: pl.DataFrame, key: str, person_id: str) -> tuple[Text, ...]:
    own = held.filter(row_key=key)
    if not own.height:
        return (GONE,)
    if own["person_id"][0] == person_id:
        return (STATED,)
    if key == held["row_key"][0]:
        return (FIRST,)
    told = _weigh(held, key)
    pairs = zip(told.lines("zh"), told.lines("en"), strict=True)
    return tuple(Text(zh, en) for zh, en in pairs)


def _weigh(held: pl.DataFrame, key: str) -> "Explanation":
    """The row against that other row of the person which weighs most."""
    # Linkage opens a database; only who asks why waits for it.
    from fangxian.stores.linkage import link

    rows = held.with_columns(row_id="row_key")
    lists = {name: LIST_ROWS.check(rows.filter(list_id=name)) for name in set(rows["list_id"])}
    linked, names = link(lists), dict(rows.select("row_key", "list_id").iter_rows())
    told = [linked.explain((names[other], other), (names[key], key)) for other in names if other != key]
    return max(told, key=lambda one: (one.one, one.sum_bits))
