"""The question as one Ibis expression: who was where the sources were, when, for how long, and what it weighs.

Times are whole minutes since 1970 in UTC: whole numbers mean the same to every engine.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fangxian.stores.ibis_presence.calendar import Calendar

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, FloatingValue, IntegerValue, StringValue, Table


def encounters(sources: "Table", others: "Table", min_minutes: float) -> "Table":
    """Return one row per stay of a source and settled stay of another that share place and time.

    `sources` follows `sources.SOURCES`. What is shared (`begins` to `ends`) is cut to the window of the source.
    """
    import ibis

    pairs = sources.join(
        others, [sources.place_id == others.place_id, *_meets(sources, others)], rname="other_{name}"
    )
    shared = pairs.mutate(
        begins=ibis.greatest(pairs.arrive, pairs.other_arrive, pairs.from_minute),
        ends=ibis.least(
            pairs.leave + pairs.air_behind_source, pairs.other_leave + pairs.air_behind_other, pairs.to_minute
        ),
        rank=ibis.greatest(pairs["rank"], pairs.other_rank),
    )
    timed = shared.mutate(minutes=shared.ends - shared.begins)
    return timed.filter(timed.minutes > 0, timed.minutes >= min_minutes)


def links(met: "Table", infectiousness: Mapping[int, float], calendar: Calendar) -> "Table":
    """Return one row per link: first and last moment shared, minutes, score, vaguest precision."""
    weighed = _by_day(met, infectiousness, calendar) if infectiousness else met.mutate(weighed=met.minutes)
    score = weighed.weighed * weighed.factor * weighed.strength
    return weighed.group_by(
        person_id=weighed.other_person_id,
        via_person_id=weighed.person_id,
        place_id=weighed.place_id,
        case_id=weighed.case_id,
    ).agg(
        first_minute=weighed.begins.min(),
        last_minute=weighed.ends.max(),
        minutes=weighed.minutes.sum(),
        score=score.sum(),
        rank=weighed["rank"].max(),
    )


def _meets(sources: "Table", others: "Table") -> "list[BooleanValue]":
    apart = (sources.seat_row - others.seat_row).abs() > sources.rows_apart
    return [
        sources.person_id != others.person_id,
        others.arrive < sources.leave + sources.air_behind_source,
        others.leave + sources.air_behind_other > sources.arrive,
        _agree(sources.session, others.session),
        _agree(sources.zone, others.zone),
        ~apart.fill_null(False),
    ]


def _agree(mine: "StringValue", theirs: "StringValue") -> "BooleanValue":
    """Whether both are the same, where both are known."""
    return mine.isnull() | theirs.isnull() | (mine == theirs)


def _by_day(met: "Table", infectiousness: Mapping[int, float], calendar: Calendar) -> "Table":
    """Cut each encounter at local midnights and weigh the parts by the day since the anchor.

    The whole minutes stay with the first part, so that summing the parts still gives them.
    """
    import ibis

    first, last = calendar.day_of(met.begins), calendar.day_of(met.ends - 1)
    parts = met.mutate(first_day=first, day=ibis.range(first, last + 1).unnest())
    begins = ibis.greatest(parts.begins, calendar.midnight_of(parts.day))
    part = ibis.least(parts.ends, calendar.midnight_of(parts.day + 1)) - begins
    weight = _weight(parts.day - parts.anchor_day, infectiousness)
    return parts.mutate(
        weighed=part * parts.anchor_day.isnull().ifelse(1.0, weight),
        minutes=(parts.day == parts.first_day).ifelse(parts.minutes, 0),
    )


def _weight(offset: "IntegerValue", infectiousness: Mapping[int, float]) -> "FloatingValue":
    """Days before the first or after the last day given weigh as that day does."""
    import ibis

    nearest = offset.clip(min(infectiousness), max(infectiousness))
    return ibis.cases(*((nearest == day, value) for day, value in infectiousness.items()), else_=0.0)
