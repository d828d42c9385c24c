"""`fangxian care`: who needs looking after and what is due; which household in a closed place has no carer."""

from typing import TYPE_CHECKING, Annotated

import typer

from fangxian.doors.cli.terminal import in_both, read_hour, say, start_work

if TYPE_CHECKING:
    from fangxian.operations.care.rows import CareRow, HouseholdRow

care = typer.Typer(no_args_is_help=True, help="Care for whoever is shut in. 照护。")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(care, name="care")


@care.command(name="list")
def list_people(
    outbreak: Annotated[str, typer.Option(help="The outbreak.")],
    place: Annotated[str, typer.Option(help="The place (default: the whole tree).")] = "",
    late: Annotated[bool, typer.Option("--late", help="Only late visits and medicines running out.")] = False,
    known_at: Annotated[
        str | None, typer.Option(help="As known then; without a zone, in the outbreak's time.")
    ] = None,
) -> None:
    """List who needs looking after: alone first, then late visits, then medicines running out. No names.

    \b
    Examples:
      fangxian care list --outbreak hunan-2021
      fangxian care list --outbreak hunan-2021 --place 430702 --late
    """
    actor, clock = start_work("care")
    from fangxian.operations.care.queries import list_care

    at = read_hour(actor, outbreak, known_at) or clock.now()
    rows = list_care(actor.reach, outbreak, at, place_id=place)
    shown = [row for row in rows if not late or row.late or row.soon_out]
    for row in shown:
        say(_line(row))
    say(f"{len(shown):,}")


@care.command()
def lacking(
    outbreak: Annotated[str, typer.Option(help="The outbreak.")],
    place: Annotated[str, typer.Option(help="The place (default: the whole tree).")] = "",
    known_at: Annotated[
        str | None, typer.Option(help="As known then; without a zone, in the outbreak's time.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="So many households at most.")] = 1_000,
) -> None:
    """List the households of closed places that lack a carer who serves there, those with nobody first.

    \b
    Examples:
      fangxian care lacking --outbreak hunan-2021
      fangxian care lacking --outbreak hunan-2021 --place 430702 --limit 50
    """
    actor, clock = start_work("care")
    from fangxian.operations.care.lacking import list_lacking

    at = read_hour(actor, outbreak, known_at) or clock.now()
    found = list_lacking(actor.reach, outbreak, at, place_id=place, limit=limit)
    for row in found.rows:
        say(_household_line(row))
    if found.closed and not found.has_register:
        say("no register: open a round first · 没有住户名册，请先开启一轮排查或检测")
    say(
        f"closed places · 封闭地点: {found.closed:,}; households · 户: {found.counted:,} = "
        f"{found.nobody:,} with nobody · 无人照护 + {found.few:,} with too few · 人数不足 "
        f"+ {found.counted - found.short:,} looked after · 已有照护人"
    )


def _household_line(row: "HouseholdRow") -> str:
    carers = ", ".join(in_both(one.name) for one in row.carers if one.serves) or "无人照护 nobody"
    return f"{row.place_id} {row.household_id} {row.people} {row.level or '-'}: {carers} (+{row.lacks})"


def _line(row: "CareRow") -> str:
    due = f" visit {row.due_at:%Y-%m-%dT%H:%MZ}" if row.due_at else ""
    late = " LATE 逾期" if row.late else ""
    out = ", ".join(f"{one.kind} {one.runs_out_on}" for one in row.medicines if one.soon)
    soon = f" OUT 药快用完 {out}" if out else ""
    alone = " ALONE 无照护人" if row.alone else ""
    return f"{row.person_id} {row.household_id} {row.place_id} {', '.join(row.needs)}{alone}{due}{late}{soon}"
