"""`fangxian screening`: what was told at doors and waits for an answer; key people and who looks after them."""

from typing import TYPE_CHECKING, Annotated

import typer

from fangxian.doors.cli.terminal import in_both, read_hour, say, start_work

if TYPE_CHECKING:
    from fangxian.operations.screening.rows import ItemRow, KeyPersonRow

screening = typer.Typer(
    no_args_is_help=True, help="Screening: what was told at doors, and key people. 入户排查。"
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(screening, name="screening")


@screening.command()
def items(
    outbreak: Annotated[str, typer.Option(help="The outbreak.")],
    known_at: Annotated[
        str | None, typer.Option(help="As known then; without a zone, in the outbreak's time.")
    ] = None,
    settled: Annotated[bool, typer.Option("--all", help="With what is settled.")] = False,
) -> None:
    """List what was told at doors and waits for an answer, what nobody has seen first. No names.

    \b
    Examples:
      fangxian screening items --outbreak hunan-2021
      fangxian screening items --outbreak hunan-2021 --all --known-at 2021-08-01T12:00
    """
    actor, clock = start_work("screening")
    from fangxian.operations.screening.inbox import list_items

    at = read_hour(actor, outbreak, known_at) or clock.now()
    rows = list_items(actor.reach, outbreak, at, department=actor.department, open_only=not settled)
    for row in rows:
        say(_line(row))
    say(f"{len(rows):,}")


@screening.command(name="key-people")
def key_people(
    outbreak: Annotated[str, typer.Option(help="The outbreak.")],
    place: Annotated[str, typer.Option(help="The place (default: the whole tree).")] = "",
    alone: Annotated[
        bool, typer.Option("--alone", help="Only those in closed places without a carer.")
    ] = False,
) -> None:
    """List who needs looking after and by whom, those alone in a closed place first. No names of theirs.

    \b
    Examples:
      fangxian screening key-people --outbreak hunan-2021
      fangxian screening key-people --outbreak hunan-2021 --place 430102003 --alone
    """
    actor, clock = start_work("screening")
    from fangxian.operations.screening.key_people import list_key_people

    rows = list_key_people(actor.reach, outbreak, clock.now(), place_id=place)
    shown = [row for row in rows if row.alone or not alone]
    for row in shown:
        say(_key_line(row))
    say(f"{len(shown):,}")


@screening.command()
def trips(outbreak: Annotated[str, typer.Option(help="The outbreak.")]) -> None:
    """List the travel people reported, what meets an exposure venue first. No names.

    \b
    Examples:
      fangxian screening trips --outbreak hunan-2021
    """
    actor, clock = start_work("screening")
    from fangxian.operations.screening.trips import list_trips

    rows = list_trips(actor.reach, outbreak, clock.now())
    for row in rows:
        met = " MET 同时在场" if row.met else ""
        say(f"{row.home_id} {row.place_id} {row.arrive_at:%Y-%m-%dT%H:%MZ} {row.meaning}{met}")
    say(f"{len(rows):,}")


def _key_line(row: "KeyPersonRow") -> str:
    carers = ", ".join(in_both(one.name) for one in row.carers if one.serves) or "无照护人 no carer"
    closed = " 封闭 closed" if row.closed else ""
    return f"{row.person_id} {row.household_id} {row.place_id} {', '.join(row.needs)}: {carers}{closed}"


def _line(row: "ItemRow") -> str:
    stands = row.ending or ("seen" if row.seen_at else "open")
    late = " LATE 超时" if row.late else ""
    codes = f" ({', '.join(row.codes)})" if row.codes else ""
    return (
        f"{row.id} {row.kind}{codes} {row.place_id} {row.household_id} {in_both(row.office)} {stands} "
        f"{row.due_at:%Y-%m-%dT%H:%MZ}{late}"
    )
