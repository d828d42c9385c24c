"""The peer: the same balance and the same names by joins in DuckDB, on the same tables in memory."""

import time
from typing import Any

import duckdb
import polars as pl

_TUBES = """
create or replace table followed as
with filled as (select tube_code, count(*) as people from samples group by tube_code),
opened as (select distinct shipment_id from shipments where received_at is not null),
sent as (
    select tube_code, arg_min({'at': sent_at, 'received': received_at, 'opened': o.shipment_id is not null},
           (received_at is null, coalesce(received_at, sent_at), sent_at, s.shipment_id)) as first
    from shipments s left join opened o using (shipment_id) group by tube_code
),
resulted as (
    select tube_code, min(resulted_at) as resulted_at, arg_min(outcome, (resulted_at, laboratory_id, outcome)) as outcome,
           count(distinct outcome) as outcomes from results group by tube_code
)
select tube_code, t.tube_code is not null as issued, size, coalesce(people, 0) as people, first.at as sent_at,
       first.received as received_at, first.opened as opened, resulted_at, outcome, outcomes
from (select distinct tube_code, size from tubes) t full join filled using (tube_code) full join sent using (tube_code)
full join resulted using (tube_code)
"""
_SAMPLES = """
create or replace table chain as
select s.*, row_number() over (partition by s.person_id order by s.taken_at, s.sample_id) as nth, a.place_id, a.state,
       f.* exclude (tube_code),
       case when not coalesce(f.issued, false) then 'in_tubes'
            when resulted_at is not null and told_at is not null then null
            when resulted_at is not null then 'told' when received_at is not null then 'resulted'
            when sent_at is not null then 'received' else 'sent' end as awaits,
       case awaits when 'in_tubes' then true when 'told' then resulted_at + interval 6 hour < now_at
            when 'resulted' then received_at + interval 12 hour < now_at
            when 'received' then opened or sent_at + interval 2 hour < now_at
            when 'sent' then taken_at + interval 4 hour < now_at else false end as late
from samples s left join followed f using (tube_code) left join accounts a using (person_id)
left join told using (sample_id), moment
"""
_BREAKS = """
with asked as (
    select * from chain where outcome <> 'negative' and (people > 1 or outcome <> 'positive')
)
select 'done-without-sample' as kind, person_id, null as tube_code from accounts a, moment
where state = 'done' and event_at + interval 4 hour < now_at and person_id not in (select person_id from samples)
union select 'sample-not-counted', person_id, tube_code from chain where state <> 'done' and nth = 1
union select 'sample-of-nobody', person_id, tube_code from chain where place_id is null
union select 'tube-unknown', person_id, tube_code from chain where awaits = 'in_tubes'
union select case awaits when 'sent' then 'not-sent' when 'received' then 'not-received'
             when 'resulted' then 'no-result' else 'not-told' end, person_id, tube_code
      from chain where late and awaits <> 'in_tubes'
union select 'tube-overfull', person_id, tube_code from chain where people > size
union select 'sampled-twice', c.person_id, c.tube_code from chain c where nth > 1 and not exists (
          select 1 from asked a where a.person_id = c.person_id and c.taken_at > a.resulted_at)
union select 'not-resampled', a.person_id, a.tube_code from asked a, moment
      where a.resulted_at + interval 4 hour < now_at and not exists (
          select 1 from samples s where s.person_id = a.person_id and s.taken_at > a.resulted_at)
union select 'result-of-nothing', null, tube_code from followed where resulted_at is not null and people = 0
union select 'result-without-receipt', person_id, tube_code from chain where resulted_at is not null and received_at is null
union select 'results-differ', person_id, tube_code from chain where outcomes > 1
"""
_BALANCE = """
with own as (
    select a.place_id, count(*) as everybody, count(*) filter (where a.state = 'done') as done, count(c.person_id) as sampled,
           count(c.person_id) filter (where c.awaits is null) as told, count(*) filter (where c.late) as late
    from accounts a left join (select * from chain where nth = 1) c using (person_id) group by a.place_id
)
select ancestor_id as place_id, sum(everybody)::bigint, sum(done)::bigint, sum(sampled)::bigint, sum(told)::bigint,
       sum(late)::bigint
from own join closure on descendant_id = place_id group by ancestor_id order by place_id
"""


class Peer:
    """DuckDB with two threads, the tables taken in before the clock starts."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.con = duckdb.connect()
        self.con.execute("set threads to 2; set timezone = 'UTC'; set preserve_insertion_order = false")
        for name, frame in given.items():
            if isinstance(frame, pl.DataFrame):
                self.con.execute(f"create table {name} as select * from frame")
        self.con.execute("create table moment as select ?::timestamptz as now_at", [given["as_of"]])

    def measure(
        self, balance: pl.DataFrame, closure: pl.DataFrame, named: set[tuple[str, str | None, str | None]]
    ) -> tuple[float, str]:
        """Return the seconds it took, and whether figures and names are the same."""
        self.con.execute("create table closure as select ancestor_id, descendant_id from closure")
        begun = time.perf_counter()
        self.con.execute(_TUBES)
        self.con.execute(_SAMPLES)
        figures = self.con.execute(_BALANCE).fetchall()
        names = self.con.execute(_BREAKS).fetchall()
        took = time.perf_counter() - begun
        ours = balance.filter(pl.col("due") > 0).select("place_id", "due", "done", "sampled", "told", "late")
        same = ours.rows() == figures and set(names) == named
        return took, "the same" if same else "NOT the same"
