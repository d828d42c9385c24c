"""Which event decides: where everybody of a register stands, whatever order the events arrived in."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

import numpy as np
import polars as pl

from fangxian.engines.ledger.abreast import abreast
from fangxian.engines.ledger.numbers import Ints
from fangxian.engines.ledger.register import Register
from fangxian.engines.ledger.statements import Flags, Longs, Statements, exist_at, select_statements
from fangxian.engines.tables import ACCOUNT_STATES, EVENT_KINDS

RANKS = {"done": 3, "excused": 2, "moved": 2, "absent-proved": 2, "refused": 1, "no-answer": 1}
"""What stands against what: the higher rank; of equal rank the person's own event before a knock, then the latest
`event_at`, then the kind that comes first here, then the least event id. Other kinds decide nothing."""

MET = ("done", "refused", "answered")
"""Kinds of event in which somebody of the household was met."""

TRIED = ("refused", "no-answer", "answered")
"""Kinds of event in which somebody stood at the door."""

NOT_VISITED = ACCOUNT_STATES.index("not-visited")
_RANK = np.array([RANKS.get(kind, 0) for kind in EVENT_KINDS])
_LAST_US = (1 << 53) - 1


@dataclass(frozen=True)
class Fold:
    """Where every person and door of a register stands at one moment.

    By person (rows of the register): `here`, false for who is added later; `state`, a position in `ACCOUNT_STATES`;
    `event`, the row of the event that decides, or -1; `at_door`. By door: `met`, `knocks`, `tried_us` (-1: never).
    """

    register: Register
    events: pl.DataFrame
    here: Flags
    state: Ints
    event: Longs
    at_door: Flags
    met: Flags
    knocks: Longs
    tried_us: Longs


def fold_events(register: Register, events: pl.DataFrame, known_at: datetime | None = None) -> Fold:
    """Return where everybody stands, from EVENTS; events recorded after `known_at` do not exist yet.

    Any order, repetition or division into batches gives the same. Events of strangers are left out: `find_strays`.

    >>> from fangxian.engines.ledger.examples import EVENTS_OF_TWO, REGISTER_OF_TWO
    >>> from fangxian.engines.ledger.register import number_register
    >>> fold = fold_events(number_register("r1", REGISTER_OF_TWO), EVENTS_OF_TWO)
    >>> [ACCOUNT_STATES[state] for state in fold.state]
    ['done', 'no-answer']
    """
    # Picking rows out of a column in many pieces costs far more than putting the pieces together once.
    events = events.rechunk()
    said = select_statements(register, events, known_at)
    mine, door = _deciding(register, said, events["event_id"])
    # Position -1, where nothing decides, finds what stands last in these.
    rank, kind, row = (
        np.append(_RANK[said.kind], 0),
        np.append(said.kind, NOT_VISITED),
        np.append(said.row, -1),
    )
    at_door = rank[door] > rank[mine]
    decides = np.where(at_door, door, mine)
    here = exist_at(register, known_at)
    return Fold(register, events, here, kind[decides], row[decides], at_door, *_doors(register, said))


def _deciding(register: Register, said: Statements, ids: pl.Series) -> tuple[Longs, Longs]:
    """Of each person the statement of their own, and the one at their door, that stands against all others."""
    rank = _RANK[said.kind]
    earlier = len(RANKS) - said.kind.astype(np.int64)
    key = rank << 58 | np.clip(said.at_us, 0, _LAST_US) << 4 | np.clip(earlier, 0, None)
    own, knock = (np.flatnonzero((rank > 0) & of) for of in (said.person >= 0, said.person < 0))
    mine, door = abreast(
        partial(_highest, len(register.persons.ids), said.person, key, own, said.row, ids),
        partial(_highest, len(register.doors.ids), said.door, key, knock, said.row, ids),
    )
    return mine, door[register.door_of]


def _highest(size: int, of: Ints, key: Longs, among: Longs, row: Longs, ids: pl.Series) -> Longs:
    """The statement `among` these with the highest key for each of `size`, of equals the least id; -1: none."""
    best, found = np.full(size, -1, np.int64), np.full(size, -1, np.int64)
    of = of[among]
    np.maximum.at(best, of, key[among])
    top = key[among] == best[of]
    of, among = of[top], among[top]
    found[of] = among
    beaten = of[found[of] != among]
    if len(beaten):
        tied = np.zeros(size, bool)
        tied[beaten] = True
        rivals = pl.DataFrame({"of": of[tied[of]], "at": among[tied[of]]})
        rivals = rivals.with_columns(id=ids.gather(row[rivals["at"].to_numpy()]))
        least = rivals.sort("id").unique("of", keep="first")
        found[least["of"].to_numpy()] = least["at"].to_numpy()
    return found


def _doors(register: Register, said: Statements) -> tuple[Flags, Longs, Longs]:
    doors = len(register.doors.ids)
    met, tried = np.zeros(doors, bool), np.full(doors, -1, np.int64)
    met[said.door[_is_one_of(MET)[said.kind]]] = True
    at_door = _is_one_of(TRIED)[said.kind]
    np.maximum.at(tried, said.door[at_door], said.at_us[at_door])
    return met, np.bincount(said.door[said.person < 0], minlength=doors), tried


def _is_one_of(kinds: tuple[str, ...]) -> Flags:
    return np.array([kind in kinds for kind in EVENT_KINDS])
