"""The peer: the same register and events in DuckDB, one statement a step, everything a table in memory."""

import duckdb
import polars as pl

from fangxian.engines.ledger import FIGURES as _FIGURES
from fangxian.engines.tables import ACCOUNT_STATES, DWELLING_STATES, closure_of

_STANDING = """
create or replace table standing as
with once as (
    select distinct on (event_id) * from events order by event_id, recorded_at, event_at, kind
)
select *, case kind when 'done' then 3 when 'excused' then 2 when 'moved' then 2 when 'absent-proved' then 2
                    when 'refused' then 1 when 'no-answer' then 1 else 0 end as rank,
       list_position(['no-answer', 'refused', 'absent-proved', 'moved', 'excused', 'done'], kind) as earlier
from once where kind <> 'void' and event_id not in (select voids from events where voids is not null)
"""
_OWN = """
create or replace table own as
select person_id, max_by({'kind': kind, 'rank': rank, 'event_id': event_id}, (rank, event_at, earlier)) as best
from standing where person_id is not null and rank > 0 group by person_id
"""
_KNOCKS = """
create or replace table knocks as
select household_id, count(*) as knocks, max(event_at) filter (where kind in ('refused', 'no-answer', 'answered')) as tried,
       bool_or(kind in ('done', 'refused', 'answered')) as met,
       max_by({'kind': kind, 'rank': rank, 'event_id': event_id}, (rank, event_at, earlier))
           filter (where rank > 0 and kind <> 'done') as best
from standing where person_id is null group by household_id
"""
_ACCOUNTS = """
create or replace table accounts as
select r.person_id, r.place_id, r.added_at is not null as added, coalesce(r.household_id, r.person_id) as door,
       case when coalesce(k.best.rank, 0) > coalesce(o.best.rank, 0) then k.best.kind
            when o.best is not null then o.best.kind else 'not-visited' end as state,
       case when coalesce(k.best.rank, 0) > coalesce(o.best.rank, 0) then k.best.event_id
            else o.best.event_id end as event_id
from register r left join own o using (person_id) left join knocks k on k.household_id = r.household_id
"""
_MET = """
create or replace table met as
select distinct coalesce(r.household_id, r.person_id) as door
from standing s join register r using (person_id) where s.kind in ('done', 'refused', 'answered')
"""
_DWELLINGS = """
create or replace table dwellings as
with counted as (
    select door, bool_and(added) as added, count(*) as members, mode(place_id) as place_id,
           count(*) filter (where state not in ('refused', 'no-answer', 'not-visited')) as settled
    from accounts group by door
)
select c.*, case when settled = members then 'complete' when settled > 0 then 'partial'
                 when k.met or m.door is not null then 'reached' else 'missed' end as state
from counted c left join knocks k on k.household_id = c.door left join met m using (door)
"""
_LEDGER = """
with people as (
    select place_id, count(*) filter (where not added) as due, count(*) filter (where added) as added,
           {states} from accounts group by place_id
), homes as (
    select place_id, count(*) filter (where not added) as households_due,
           count(*) filter (where added) as households_added, {homes} from dwellings group by place_id
)
select ancestor_id as place_id, {sums} from closure
left join people p on p.place_id = descendant_id left join homes h on h.place_id = descendant_id group by ancestor_id
"""


FIGURES = tuple(name for name in _FIGURES if name != "missing")


class Peer:
    """A database with the round in it."""

    def __init__(self, register: pl.DataFrame, events: pl.DataFrame, places: pl.DataFrame) -> None:
        self._database = duckdb.connect(config={"threads": 2})
        for name, frame in (("register", register), ("events", events), ("closure", closure_of(places))):
            self._database.register("given", frame)
            self._database.execute(f"create table {name} as select * from given")
            self._database.unregister("given")

    def count(self) -> pl.DataFrame:
        """Return `FIGURES` of every place, by place id."""
        for step in (_STANDING, _OWN, _KNOCKS, _ACCOUNTS, _MET, _DWELLINGS):
            self._database.execute(step)
        ledger = _LEDGER.format(
            states=_counts(ACCOUNT_STATES, ""),
            homes=_counts(DWELLING_STATES, "households_"),
            sums=", ".join(f"coalesce(sum({name}), 0)::bigint as {name}" for name in FIGURES),
        )
        return pl.DataFrame(self._database.sql(ledger).to_arrow_table()).sort("place_id")


def _counts(states: tuple[str, ...], prefix: str) -> str:
    named = ((state, prefix + state.replace("-", "_")) for state in states)
    return ", ".join(f"count(*) filter (where state = '{state}') as {name}" for state, name in named)
