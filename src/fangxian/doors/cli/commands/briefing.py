"""`fangxian briefing`: what changed in a day, what is late, who is missing, what a laboratory owes."""

from typing import TYPE_CHECKING, Annotated

import typer

from fangxian.doors.cli.terminal import read_hour, say, start_work

if TYPE_CHECKING:
    from fangxian.operations.briefing import Briefing, RoundBrief


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("briefing")(show)


def show(
    outbreak: Annotated[str, typer.Option(help="The outbreak.")],
    place: Annotated[str, typer.Option(help="The place, by its number.")],
    known_at: Annotated[str | None, typer.Option(help="As known then.")] = None,
) -> None:
    """Show the morning briefing of a place.

    \b
    Examples:
      fangxian briefing --outbreak hunan-2021 --place 4301
      fangxian briefing --outbreak hunan-2021 --place 430102 --known-at 2021-08-01T08:00
    """
    actor, clock = start_work("briefing")
    from fangxian.operations.briefing import brief

    told = brief(actor.reach, outbreak, place, clock.now(), read_hour(actor, outbreak, known_at))
    _say(told)


def _say(told: "Briefing") -> None:
    now, before = told.now, told.before
    cases, earlier = (sum(one.cases.values()) for one in (now, before))
    say(f"{told.place_id} {told.at:%Y-%m-%dT%H:%MZ}")
    say(f"病例 cases {cases:,} ({cases - earlier:+,} 一日 in a day), 暴露 exposed {now.exposed:,}")
    say(f"超时指令 orders overdue {now.orders.overdue:,}, 无法完成 not feasible {now.orders.blocked:,}")
    for one in told.rounds:
        say(_round_line(one))
    for row in told.backlogs:
        say(f"{row.laboratory.id}: 待检 waiting {row.waiting:,} {row.shortfall or ''}".rstrip())


def _round_line(one: "RoundBrief") -> str:
    ledger = one.ledger
    line = (
        f"{one.round.kind} {one.round.number}: 应检 due {ledger['due'] + ledger['added']:,}, "
        f"缺口 missing {ledger['missing']:,}, 漏户 households missed {ledger['households_missed']:,}"
    )
    if one.custody is None:
        return line
    return f"{line}, 已告知 told {one.custody['told']:,}, 超时 late {one.custody['late']:,}"
