"""`fangxian venues`: which venues are due for a look, the walks along them, what was found and is open."""

from typing import TYPE_CHECKING, Annotated

import typer

from fangxian.doors.cli.terminal import in_both, read_hour, say, start_work

if TYPE_CHECKING:
    from fangxian.operations.outreach.rows import VenueDue, VenueFindingRow, WalksRow

venues = typer.Typer(no_args_is_help=True, help="Venues: due for a look, walks, findings. 场所巡查。")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(venues, name="venues")


@venues.command()
def due(
    outbreak: Annotated[str, typer.Option(help="The outbreak.")],
    place: Annotated[str, typer.Option(help="The place (default: the whole tree).")] = "",
    walkers: Annotated[
        int, typer.Option(help="Plan walks for so many inspectors (default: only list what is due).", min=0)
    ] = 0,
    minutes: Annotated[float, typer.Option(help="Minutes each inspector has.", min=1)] = 240.0,
    known_at: Annotated[
        str | None, typer.Option(help="As known then; without a zone, in the outbreak's time.")
    ] = None,
) -> None:
    """List the venues due for a look and why, the most urgent first, or the walks along them.

    What nobody reaches is named: no time, or on no map.

    \b
    Examples:
      fangxian venues due --outbreak hunan-2021 --place 430102003
      fangxian venues due --outbreak hunan-2021 --walkers 4 --minutes 180
    """
    actor, clock = start_work("venues")
    from fangxian.operations.outreach.venues import list_due, plan_rounds

    at = read_hour(actor, outbreak, known_at) or clock.now()
    if walkers:
        _say_walks(plan_rounds(actor.reach, outbreak, at, place_id=place, walkers=walkers, minutes=minutes))
        return
    rows = list_due(actor.reach, outbreak, at, place_id=place)
    for row in rows:
        say(_due_line(row))
    say(f"{len(rows):,}")


@venues.command()
def findings(
    outbreak: Annotated[str, typer.Option(help="The outbreak.")],
    settled: Annotated[bool, typer.Option("--all", help="With what is put right.")] = False,
    known_at: Annotated[
        str | None, typer.Option(help="As known then; without a zone, in the outbreak's time.")
    ] = None,
) -> None:
    """List what was found at venues and is open, what is late first.

    \b
    Examples:
      fangxian venues findings --outbreak hunan-2021
      fangxian venues findings --outbreak hunan-2021 --all
    """
    actor, clock = start_work("venues")
    from fangxian.operations.outreach.findings import list_findings

    at = read_hour(actor, outbreak, known_at) or clock.now()
    rows = list_findings(actor.reach, outbreak, at, open_only=not settled)
    for row in rows:
        say(_finding_line(row))
    say(f"{len(rows):,}")


def _due_line(row: "VenueDue") -> str:
    since = "-" if row.days_since is None else f"{row.days_since:.0f} d"
    return (
        f"{row.venue_id} {in_both(row.venue)} {row.kind} {', '.join(row.why)} "
        f"last {since} findings {row.findings} near {row.exposures}"
    )


def _say_walks(found: "WalksRow") -> None:
    for walk in found.walks:
        say(f"walk {walk.walker} 第{walk.walker}组: {len(walk.stops)} venues, {walk.metres:.0f} m")
        for stop in walk.stops:
            say(f"  {stop.nth} {stop.due.venue_id} {in_both(stop.due.venue)} {stop.arrives_at:%H:%MZ}")
    for one, why in found.left:
        say(f"left 未排入 {one.venue_id} {in_both(one.venue)}: {why}")
    say(f"{found.due - len(found.left):,}/{found.due:,}")


def _finding_line(row: "VenueFindingRow") -> str:
    stands = f"right {row.put_right_at:%Y-%m-%dT%H:%MZ}" if row.put_right_at else "open"
    late = " LATE 逾期" if row.late else ""
    return (
        f"{row.id} {row.venue_id} {in_both(row.title)} {row.severity} {stands} "
        f"{row.due_at:%Y-%m-%dT%H:%MZ}{late}"
    )
