"""The register of one round with numbers for its people and doors."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from fangxian.engines.ledger.abreast import abreast
from fangxian.engines.ledger.numbers import Ints, Numbers, number
from fangxian.engines.problems import Problem, Text


@dataclass(frozen=True)
class Register:
    """The register of one round (`rows`: REGISTER). A person's number is the row; `door_of` has the door of each row.

    Whoever has no household is a door of their own.
    """

    round_id: str
    rows: pl.DataFrame
    persons: Numbers
    doors: Numbers
    door_of: Ints


def number_register(round_id: str, register: pl.DataFrame) -> Register:
    """Return the rows of one round ready to be counted; those of other rounds are left out.

    Raises:
        Problem: `person-twice-in-register`.

    >>> from fangxian.engines.tables import REGISTER
    >>> rows = [{"round_id": "r", "person_id": p, "household_id": "h", "place_id": "s"} for p in ("ann", "bo")]
    >>> len(number_register("r", REGISTER.rows(rows)).doors.ids)
    1
    """
    of_round = register["round_id"] == round_id
    rows = register if of_round.all() else register.filter(of_round)
    homes = rows.select(pl.coalesce("household_id", "person_id")).to_series()
    (persons, at), (doors, door_of) = abreast(partial(number, rows["person_id"]), partial(number, homes))
    if len(persons.ids) < rows.height:
        raise _twice(persons.ids.gather(np.flatnonzero(np.bincount(at) > 1)))
    return Register(round_id, rows, persons, doors, door_of)


def _twice(persons: pl.Series) -> Problem:
    named = ", ".join(persons.sort().head(3))
    return Problem(
        "person-twice-in-register",
        Text(
            f"同一轮次名册中有 {len(persons)} 人重复（{named}）。",
            f"{len(persons)} people are twice in one round's register ({named}).",
        ),
        Text("每人每轮次只有一条。", "A person has one row a round."),
        Text("请先比对合并名单，再冻结名册。", "Link the lists before the register is frozen."),
    )
