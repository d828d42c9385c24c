"""`fangxian visits`: today's round of a place, one visit a door."""

from typing import TYPE_CHECKING, Annotated

import typer

from fangxian.doors.cli.terminal import say, start_work

if TYPE_CHECKING:
    from fangxian.operations.visits.rows import Round, Visit

visits = typer.Typer(
    no_args_is_help=True, help="Visits: what is due at which door today, in the order to walk them."
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(visits, name="visits")


@visits.command(name="list")
def list_some(
    place: Annotated[str, typer.Option(help="The place (default: the whole tree).")] = "",
    department: Annotated[str, typer.Option(help="Whose tasks.")] = "command_office",
    limit: Annotated[int, typer.Option(help="Doors shown.")] = 50,
) -> None:
    """List today's visits of a place: one a door, with minutes and what is due. No names.

    \b
    Examples:
      fangxian visits list
      fangxian visits list --place 430102003
    """
    actor, clock = start_work("visits")
    from fangxian.operations.visits.queries import list_round

    found = list_round(actor.reach, place_id=place or actor.place_id, department=department, at=clock.now())
    for visit in found.visits[: max(limit, 1)]:
        say(_line(visit))
    say(_total(found))
    for row in found.wide[: max(limit, 1)]:
        say(
            f"{row.task.title.zh} {row.task.title.en} {row.task.place.zh}: asked 已问={row.asked}"
            f" riding along 顺带={row.rides_along}"
        )


def _line(visit: "Visit") -> str:
    kinds = " ".join(
        f"{kind}={len(visit.of_kind(kind))}"
        for kind in ("slip", "check", "task", "along")
        if visit.of_kind(kind)
    )
    late = " FIRST 先去" if visit.urgent else ""
    minutes = f"{visit.walk_minutes:.0f}+{visit.minutes:.0f} min"
    place = f"{visit.place.zh} {visit.place.en}".strip()
    return f"{visit.nth} {visit.kind} {place} {visit.words} {kinds} {minutes} {visit.due_at:%Y-%m-%d %H:%M}Z{late}"


def _total(found: "Round") -> str:
    left = f", left out 未列入={found.left_out:,}" if found.left_out else ""
    return f"{len(found.visits):,} doors 处, {found.minutes:.0f} min, {found.saved:.0f} min saved 节省{left}"
