"""The question in plain SQL, answered by DuckDB: what every presence source is held to, row for row."""

from collections.abc import Mapping

import duckdb
import polars as pl

from fangxian.engines import tables

_QUERY = """
WITH local AS (
    SELECT *, date_trunc('minute', arrive_at) + INTERVAL 8 HOUR AS arrived,
           date_trunc('minute', leave_at) + INTERVAL 8 HOUR AS left_, coalesce(precision, 'exact') AS sharpness
    FROM presences WHERE person_id IS NOT NULL AND (leave_at IS NULL OR leave_at >= arrive_at)
), settled AS (
    SELECT person_id, place_id, session, zone,
           (CASE WHEN sharpness = 'day' THEN date_trunc('day', arrived) ELSE arrived END) - INTERVAL 8 HOUR AS arrive_at,
           (CASE WHEN left_ IS NULL OR left_ = arrived THEN date_trunc('day', arrived) + INTERVAL 1 DAY
                 WHEN sharpness = 'day' THEN date_trunc('day', left_ - INTERVAL 1 MINUTE) + INTERVAL 1 DAY
                 ELSE left_ END) - INTERVAL 8 HOUR AS leave_at,
           CASE WHEN sharpness = 'day' THEN 2 WHEN left_ IS NULL OR left_ = arrived THEN 1
                WHEN sharpness = 'window' THEN 1 ELSE 0 END AS rank
    FROM local
), sources AS (
    SELECT s.* EXCLUDE (leave_at), s.leave_at + to_minutes(coalesce(l.minutes, $default)) AS leave_at
    FROM asked s LEFT JOIN linger l USING (place_id)
), pairs AS (
    SELECT s.person_id AS source_person_id, p.person_id, s.place_id,
           greatest(s.arrive_at, p.arrive_at) AS from_at, least(s.leave_at, p.leave_at) AS to_at,
           greatest(p.rank, CASE s.precision WHEN 'day' THEN 2 WHEN 'window' THEN 1 ELSE 0 END) AS rank
    FROM sources s JOIN settled p ON p.place_id = s.place_id AND p.person_id <> s.person_id
        AND (s.session IS NULL OR p.session IS NULL OR s.session = p.session)
        AND (s.zone IS NULL OR p.zone IS NULL OR s.zone = p.zone)
)
SELECT source_person_id, person_id, place_id, from_at, to_at,
       date_diff('minute', from_at, to_at)::DOUBLE AS minutes, ['exact', 'window', 'day'][rank + 1] AS precision
FROM pairs WHERE from_at < to_at AND date_diff('minute', from_at, to_at) >= $min_minutes
"""


def reference_overlaps(
    presences: pl.DataFrame, stays: pl.DataFrame, linger: Mapping[str, float], min_minutes: float
) -> pl.DataFrame:
    """Answer `overlaps` for presences in Shanghai time (no change of clocks); `stays` are settled."""
    places = [{"place_id": place, "minutes": int(value)} for place, value in linger.items()]
    lingering = pl.DataFrame(places, schema={"place_id": pl.String(), "minutes": pl.Int64()})
    connection = duckdb.connect()
    for name, frame in (("presences", presences), ("asked", stays), ("linger", lingering)):
        naive = frame.with_columns(pl.col(pl.Datetime("us", "UTC")).dt.replace_time_zone(None))
        connection.register(name, naive.to_arrow())
    answer = pl.from_arrow(
        connection.sql(
            _QUERY, params={"default": int(linger.get("", 0)), "min_minutes": min_minutes}
        ).to_arrow_table()
    )
    zoned = answer.with_columns(pl.col("from_at", "to_at").dt.replace_time_zone("UTC"))
    return tables.ENCOUNTERS.check(zoned)
