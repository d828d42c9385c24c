"""A roster in rows: who serves when and why, and the hours of each."""

import polars as pl

from fangxian.engines.rostering.instance import Instance
from fangxian.engines.rostering.standing import Standing
from fangxian.engines.tables.rosters import ROSTER, ROSTER_HOURS

CREW = "crew"


def roster_of(standing: Standing) -> pl.DataFrame:
    """Return `ROSTER`, by hour, shift and person; hours and nights are told as they grow."""
    instance = standing.instance
    hours = [0.0] * len(instance.people)
    nights = [0] * len(instance.people)
    ended = [max((one.ends_at for one in person.past), default=None) for person in instance.people]
    rows = []
    for s, shift in enumerate(instance.shifts):
        roles = _roles(instance, s, standing.on[s])
        for p in sorted(standing.on[s]):
            stint = shift.stint
            hours[p] += stint.minutes / 60
            nights[p] += stint.night
            before = ended[p]
            rest = None if before is None else (stint.starts_at - before).total_seconds() / 3600
            ended[p] = stint.ends_at
            kept = "kept" if (p, s) in instance.kept else "turn"
            why = [kept, *roles[p], *([] if rest is None else [f"rest_h={rest:g}"])]
            why += [f"hours={hours[p]:g}", f"nights={nights[p]}"]
            rows.append(_row(instance, s, p, roles[p], ";".join(why)))
    return ROSTER.rows(rows)


def hours_of(instance: Instance, roster: pl.DataFrame) -> pl.DataFrame:
    """Return `ROSTER_HOURS`, a row for everybody, also for whom no shift was found."""
    everybody = pl.DataFrame(
        {"person_id": [person.person_id for person in instance.people]}, schema={"person_id": pl.String()}
    )
    lined = roster.sort("person_id", "starts_at").with_columns(
        minutes=(pl.col("ends_at") - pl.col("starts_at")).dt.total_minutes(),
        rest=(pl.col("starts_at") - pl.col("ends_at").shift(1).over("person_id")).dt.total_minutes() / 60,
    )
    summed = lined.group_by("person_id").agg(
        shifts=pl.len().cast(pl.Int64),
        hours=pl.col("minutes").sum() / 60,
        nights=(pl.col("kind") == "night").sum().cast(pl.Int64),
        suit_minutes=pl.col("minutes").filter(pl.col("suit")).sum().cast(pl.Int64),
        least_rest_h=pl.col("rest").min(),
    )
    nothing = {name: pl.col(name).fill_null(0) for name in ("shifts", "hours", "nights", "suit_minutes")}
    filled = everybody.join(summed, on="person_id", how="left").with_columns(**nothing)
    return ROSTER_HOURS.check(filled.sort("person_id"))


def _roles(instance: Instance, s: int, on: list[int]) -> dict[int, list[str]]:
    """Return person -> what the shift asks for that is theirs to cover; those with the fewest such skills come first."""
    roles: dict[int, list[str]] = {p: [] for p in on}
    for word, number in instance.shifts[s].demands:
        able = [p for p in on if word in instance.people[p].abilities]
        for p in sorted(able, key=lambda k: (len(roles[k]), len(instance.people[k].abilities), k))[:number]:
            roles[p].append(word)
    return roles


def _row(instance: Instance, s: int, p: int, role: list[str], why: str) -> dict[str, object]:
    shift = instance.shifts[s]
    stint = shift.stint
    return {
        "shift_id": stint.shift_id,
        "post_id": shift.post_id,
        "starts_at": stint.starts_at,
        "ends_at": stint.ends_at,
        "kind": "night" if stint.night else "day",
        "suit": stint.suit,
        "temperature_c": stint.temperature_c,
        "person_id": instance.people[p].person_id,
        "role": ";".join(role) or CREW,
        "why": why,
    }
