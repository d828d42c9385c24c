"""The plain rule in plain SQL: the oracle every engine is held to, written without looking at any of them.

Read it top to bottom. SETTLED says what a recorded row means as an interval; WINDOWS when a case could pass
it on; MET who was there then; FURTHER when those met could pass it on in their turn. Moments are in UTC; the
places keep a clock that is `hours` ahead of it and never changes.
"""

from dataclasses import dataclass
from datetime import datetime

import duckdb
import polars as pl

SETTLED = """
CREATE TABLE settled AS
WITH local AS (
    SELECT *, coalesce(precision, 'exact') AS kind,
           date_trunc('minute', arrive_at) + to_hours($hours) AS arrived,
           date_trunc('minute', leave_at) + to_hours($hours) AS left_
    FROM presences WHERE leave_at IS NULL OR leave_at >= arrive_at)
SELECT person_id, place_id, session, zone,
       (CASE WHEN kind = 'day' THEN date_trunc('day', arrived) ELSE arrived END) - to_hours($hours) AS arrive_at,
       (CASE WHEN left_ IS NULL OR left_ = arrived THEN date_trunc('day', arrived) + INTERVAL 1 DAY
             WHEN kind = 'day' THEN date_trunc('day', left_ - INTERVAL 1 MINUTE) + INTERVAL 1 DAY
             ELSE left_ END) - to_hours($hours) AS leave_at
FROM local
"""

WINDOWS = """
CREATE TABLE windows AS
WITH anchored AS (
    SELECT *, coalesce(onset_on, (sampled_at + to_hours($hours))::DATE, reported_on) AS anchor_on FROM cases)
SELECT case_id, person_id AS via_person_id, (anchor_on + $from_days::INT)::TIMESTAMP - to_hours($hours) AS from_at,
       least(isolated_at, $as_of::TIMESTAMP, (anchor_on + $to_days::INT + 1)::TIMESTAMP - to_hours($hours)) AS to_at
FROM anchored
"""

MET = """
WITH encounters AS (
    SELECT theirs.person_id, via_person_id, place_id, case_id,
           greatest(mine.arrive_at, theirs.arrive_at, from_at) AS begins,
           least(mine.leave_at + to_minutes($air_behind_source::INT),
                 theirs.leave_at + to_minutes($air_behind_other::INT), to_at) AS ends
    FROM windows
    JOIN settled mine ON mine.person_id = via_person_id
    JOIN settled theirs USING (place_id)
    WHERE theirs.person_id <> mine.person_id
      AND coalesce(mine.session = theirs.session, true) AND coalesce(mine.zone = theirs.zone, true))
SELECT person_id, $degree::INT AS degree, via_person_id, place_id, case_id, min(begins) AS first_exposed_at,
       max(ends) AS last_exposed_at, sum(date_diff('minute', begins, ends))::DOUBLE AS minutes
FROM encounters
WHERE begins < ends AND date_diff('minute', begins, ends) >= $min_minutes
  AND person_id NOT IN (SELECT person_id FROM listed)
GROUP BY ALL
"""

FURTHER = """
CREATE OR REPLACE TABLE windows AS
SELECT case_id, person_id AS via_person_id,
       CASE WHEN $forward THEN min(first_exposed_at) + to_minutes($latent_minutes::INT)
            ELSE min(first_exposed_at) - to_days($to_days::INT - $from_days::INT) END AS from_at,
       CASE WHEN $forward THEN $as_of::TIMESTAMP
            ELSE max(last_exposed_at) - to_minutes($latent_minutes::INT) END AS to_at
FROM met GROUP BY ALL
"""


@dataclass(frozen=True)
class PlainQuestion:
    """The options of `fangxian trace` that give the plain rule."""

    as_of: datetime
    hours: int
    degrees: int = 1
    min_minutes: float = 5
    linger_minutes: int = 30
    latent_minutes: int = 0
    forward: bool = True
    from_days: int = -2
    to_days: int | None = None

    @property
    def days(self) -> dict[str, object]:
        """The window, counted in days from the anchor, and the moment judged."""
        return {
            "from_days": self.from_days,
            "to_days": self.to_days,
            "as_of": self.as_of.replace(tzinfo=None),
        }


def ask_reference(presences: pl.DataFrame, cases: pl.DataFrame, question: PlainQuestion) -> pl.DataFrame:
    """Return (person_id, degree, via_person_id, place_id, case_id, first and last exposed, minutes).

    Whoever is listed at one degree is not listed again. Forward, the cases are listed from the beginning;
    backward one case may have infected another.
    """
    connection = duckdb.connect()
    connection.register("presences", _naive(presences).to_arrow())
    connection.register("cases", _naive(cases).to_arrow())
    connection.execute(SETTLED, {"hours": question.hours})
    connection.execute(WINDOWS, {"hours": question.hours, **question.days})
    connection.execute("CREATE TABLE listed AS SELECT person_id FROM cases WHERE $forward", _way(question))
    found = [_meet(connection, question, degree) for degree in range(1, question.degrees + 1)]
    moments = pl.col("first_exposed_at", "last_exposed_at").dt.replace_time_zone("UTC")
    return pl.concat(found).with_columns(moments)


def _meet(connection: duckdb.DuckDBPyConnection, question: PlainQuestion, degree: int) -> pl.DataFrame:
    air = {
        "air_behind_source": question.linger_minutes if question.forward else 0,
        "air_behind_other": 0 if question.forward else question.linger_minutes,
    }
    asked = connection.execute(MET, {**air, "degree": degree, "min_minutes": question.min_minutes})
    met = asked.to_arrow_table()
    connection.register("met", met)
    connection.execute(
        FURTHER, {"latent_minutes": question.latent_minutes, **question.days, **_way(question)}
    )
    connection.execute("INSERT INTO listed SELECT person_id FROM met UNION SELECT person_id FROM cases")
    return pl.DataFrame(met)


def _way(question: PlainQuestion) -> dict[str, object]:
    return {"forward": question.forward}


def _naive(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col(pl.Datetime("us", "UTC")).dt.replace_time_zone(None))
