"""Prints a way from door to door."""

from typing import TYPE_CHECKING

from fangxian.doors.cli.terminal import in_both, say

if TYPE_CHECKING:
    from fangxian.operations.screening.rows import RouteRow, StopRow


def say_route(route: "RouteRow") -> None:
    """Print every door in its order, those left with why, and the metres beside those of the order by number."""
    for stop in route.stops:
        say(_line(stop))
    for one in route.left:
        say(f"- {one.door_id} {one.place_id} {one.why}")
    beyond = f"; 另有 beyond {route.beyond:,}" if route.beyond else ""
    say(
        f"{len(route.stops):,} 户 doors, {route.metres:,} m (按门牌 by number {route.naive_m:,} m), "
        f"{route.starts_at:%Y-%m-%dT%H:%MZ} → {route.ends_at:%H:%MZ}, 不去 left {len(route.left):,}{beyond}"
    )


def _line(stop: "StopRow") -> str:
    asked = f" 约定 asked for {stop.call_back_at:%H:%MZ}" if stop.call_back_at else ""
    risk = f" 两人同去 two go: {stop.risk}" if stop.risk else ""
    return (
        f"{stop.worker}.{stop.nth} {stop.at:%H:%MZ} {stop.door_id} {stop.place_id} {in_both(stop.place)} "
        f"{stop.gap} {stop.people} {stop.walk_m:,} m{asked}{risk}"
    )
