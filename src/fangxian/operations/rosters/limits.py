"""Limits of an outbreak's rosters: the engine's defaults until command sets others, and what of a roster breaks them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from fangxian.engines.rostering import HeatBand, Rules, list_faults
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import name_users
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach
from fangxian.operations.rosters.models import RosterLimits, Turn
from fangxian.operations.rosters.problems import NOT_ROSTER_LIMITS
from fangxian.operations.rosters.rows import Broken, LimitsRow
from fangxian.operations.rosters.serving import LOOK_BACK, stints_of
from fangxian.operations.rosters.standing import people_of, standing_turns

BOUNDS: dict[str, tuple[float, float]] = {
    "rest_hours": (0, 72),
    "day_hours": (1, 24),
    "week_hours": (1, 168),
    "nights_in_a_row": (0, 31),
    "week_nights": (0, 7),
    "night_at_least": (1, 50),
}
"""What each limit may be set to: the least and the most that means anything."""
LONGEST_REASON = 300
_DAY_MINUTES = 1_440
_AHEAD = timedelta(days=60)


def find_limits(outbreak: OutbreakRow, at: datetime) -> Rules:
    """Return the limits in force at `at`: those set last, or the defaults of the engine."""
    row = _last(outbreak.id, at)
    return _rules(row.limits, outbreak.timezone) if row else Rules(timezone=outbreak.timezone)


@transaction.atomic
def set_limits(actor: Actor, clock: Clock, *, outbreak_id: str, rules: Rules, reason: str) -> None:
    """Set the limits of an outbreak's rosters from now on; rosters that stand stay as they are until made anew.

    The journal tells who set them and what each was before. Limits as they are already write nothing.

    Raises:
        Problem: `not-your-role`, `not-found` (also for who commands a part of the outbreak), `not-roster-limits`.
    """
    actor.require("command")
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    actor.reach.require(outbreak.place_id)
    wanted, before = replace(rules, timezone=outbreak.timezone), find_limits(outbreak, at)
    check_limits(wanted)
    if not 3 <= len(reason.strip()) <= LONGEST_REASON:
        raise NOT_ROSTER_LIMITS(what="reason", what_zh="reason")
    if wanted != before:
        row = RosterLimits(outbreak_id=outbreak_id, limits=_kept(wanted), before=_kept(before))
        row.reason = reason.strip()
        after = {"changed": _changes(before, wanted), "reason": row.reason}
        write_rows(actor, at, "set", "roster-limits", outbreak_id, [row], after)


def list_limits_set(reach: Reach, outbreak_id: str, at: datetime) -> tuple[LimitsRow, ...]:
    """Return every setting as known at `at`, the latest first: who, why, what each was before. Raises `not-found`."""
    outbreak = get_outbreak(reach, outbreak_id)
    rows = list(RosterLimits.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at))
    names = name_users({row.user_id for row in rows})
    told = (
        LimitsRow(
            set_at=row.recorded_at,
            set_by=names.get(row.user_id),
            reason=row.reason,
            changed=_changes(_rules(row.before, outbreak.timezone), _rules(row.limits, outbreak.timezone)),
        )
        for row in rows
    )
    return tuple(sorted(told, key=lambda one: one.set_at, reverse=True))


def count_broken(reach: Reach, outbreak_id: str, rules: Rules, at: datetime) -> Broken:
    """Return how many shifts within reach that are not over at `at` break these limits, and which.

    A shift breaks a limit by whoever serves it, with all they serve elsewhere; or at night by how few they are.
    Raises `not-found`, `not-roster-limits`.
    """
    get_outbreak(reach, outbreak_id)
    check_limits(rules)
    turns = list(reach.filter(standing_turns(at).filter(outbreak_id=outbreak_id, ends_at__gt=at)))
    ahead = {(turn.serving, turn.shift_id) for turn in turns}  # type: ignore[attr-defined]
    broken: dict[str, set[str]] = defaultdict(set)
    people: set[UUID] = set()
    for member, stints in stints_of(people_of(turns), at, at - LOOK_BACK, at + _AHEAD).items():
        for fault in list_faults(stints, rules):
            if (member, fault.shift_id) in ahead:
                broken[fault.rule].add(fault.shift_id)
                people.add(member)
    broken["pair"] = _too_few_at_night(turns, rules)
    return Broken(
        ahead=len({shift for _, shift in ahead}),
        shifts=len(set().union(*broken.values())),
        people=len(people),
        by_rule={rule: len(shifts) for rule, shifts in sorted(broken.items()) if shifts},
    )


def _too_few_at_night(turns: Sequence[Turn], rules: Rules) -> set[str]:
    serving = Counter(turn.shift_id for turn in turns if turn.night)
    return {shift for shift, people in serving.items() if people < rules.night_at_least}


def _last(outbreak_id: str, at: datetime) -> RosterLimits | None:
    rows = RosterLimits.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)
    return rows.order_by("-recorded_at", "-id").first()


def check_limits(rules: Rules) -> None:
    """Raise `not-roster-limits` for limits that mean nothing, with their names."""
    wrong = [name for name, (least, most) in BOUNDS.items() if not least <= getattr(rules, name) <= most]
    minutes = [(band.stretch_minutes, band.day_minutes) for band in rules.heat]
    fits = all(0 <= stretch <= day <= _DAY_MINUTES for stretch, day in minutes)
    # Whoever may stay longer in a suit the hotter it is was typed into the wrong line.
    hotter = [band.from_c for band in rules.heat]
    if not fits or hotter != sorted(hotter) or minutes != sorted(minutes, reverse=True):
        wrong.append("heat")
    if wrong:
        raise NOT_ROSTER_LIMITS(what=", ".join(wrong), what_zh="、".join(wrong))


def _kept(rules: Rules) -> dict[str, Any]:
    """The zone is the outbreak's: it is no limit."""
    return {name: value for name, value in asdict(rules).items() if name != "timezone"}


def _rules(kept: dict[str, Any], timezone: str) -> Rules:
    heat = tuple(HeatBand(**band) for band in kept["heat"])
    return Rules(**{**kept, "heat": heat, "timezone": timezone})


def _changes(before: Rules, after: Rules) -> dict[str, tuple[float | None, float | None]]:
    """Return limit -> what it was and what it is; those of heat by temperature, as `heat_32_day_minutes`."""
    old, new = _flat(before), _flat(after)
    both = {
        name: (old.get(name), new.get(name)) for name in [*old, *(name for name in new if name not in old)]
    }
    return {name: pair for name, pair in both.items() if pair[0] != pair[1]}


def _flat(rules: Rules) -> dict[str, float]:
    plain = {name: float(getattr(rules, name)) for name in BOUNDS}
    heat = {
        f"heat_{band.from_c:g}_{name}": float(getattr(band, name))
        for band in rules.heat
        for name in ("stretch_minutes", "day_minutes")
    }
    return plain | heat
