"""`fangxian restrictions`: who is bound, what is late, which lists were blocked, which appeals wait."""

from typing import Annotated

import typer

from fangxian.doors.cli.terminal import say, start_work

restrictions = typer.Typer(
    no_args_is_help=True, help="Restrictions of people: list, what is late, blocked lists, appeals."
)

Outbreak = Annotated[str, typer.Option(help="The outbreak.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(restrictions, name="restrictions")


@restrictions.command(name="list")
def list_some(
    outbreak: Outbreak,
    late: Annotated[bool, typer.Option("--late", help="Only those late to be served or reviewed.")] = False,
    limit: Annotated[int, typer.Option(help="Rows shown.")] = 50,
) -> None:
    """List who is restricted now, until when, served or not. No names.

    \b
    Examples:
      fangxian restrictions list --outbreak hunan-2021
      fangxian restrictions list --outbreak hunan-2021 --late
    """
    actor, clock = start_work("restrictions")
    from fangxian.operations.restrictions.queries import list_restrictions

    at = clock.now()
    rows = list_restrictions(actor.reach, outbreak, at, at)
    shown = [row for row in rows if not late or row.serve_late or row.review_late]
    for row in shown[:limit]:
        served = "served 已送达" if row.served_at else f"serve by 送达时限 {row.serve_by:%Y-%m-%d %H:%M}Z"
        told = f"{row.key} {row.person_id} {row.title.en} {row.title.zh} until {row.lapses_at:%Y-%m-%d %H:%M}Z {served}"
        say(f"{told}{' LATE 逾期' if row.serve_late or row.review_late else ''}")
    say(f"{min(len(shown), limit):,} / {len(shown):,}")


@restrictions.command()
def offers(outbreak: Outbreak) -> None:
    """Show per measure how many were asked to stay of their own accord, and what they said.

    \b
    Examples:
      fangxian restrictions offers --outbreak hunan-2021
    """
    actor, clock = start_work("restrictions")
    from fangxian.operations.cases.queries import get_outbreak
    from fangxian.operations.restrictions.answers import count_offers

    plan = get_outbreak(actor.reach, outbreak).plan
    for row in count_offers(actor.reach, outbreak, plan, clock.now()):
        said = f"agreed {row.agreed:,}, refused {row.refused:,}, no answer {row.no_answer:,}, waiting {row.waiting:,}"
        say(f"{row.title.en} {row.title.zh}: asked {row.asked:,}: {said}")


@restrictions.command()
def blocked(outbreak: Outbreak) -> None:
    """Show the lists that were blocked: how many people, who asked, through which door, why not. No names of them.

    \b
    Examples:
      fangxian restrictions blocked --outbreak hunan-2021
    """
    actor, _ = start_work("restrictions")
    from fangxian.operations.restrictions.auditing import list_blocked

    rows = list_blocked(actor, outbreak)
    for row in rows:
        state = "settled 已查" if row.settled_at else "OPEN 待查"
        say(f"{row.id} {row.title.en} {row.title.zh}: {row.persons:,} {state}")
        for one in row.askings:
            say(
                f"  {one.at:%Y-%m-%d %H:%M}Z {one.by.zh} {one.office.zh} ({one.door}): {one.told.en} {one.told.zh}"
            )
    say(f"{len(rows):,}")


@restrictions.command()
def appeals(outbreak: Outbreak) -> None:
    """Show the appeals that wait, with their time limit. Not what people say.

    \b
    Examples:
      fangxian restrictions appeals --outbreak hunan-2021
    """
    actor, clock = start_work("restrictions")
    from fangxian.operations.restrictions.hearings import list_appeals

    waiting = [row for row in list_appeals(actor, outbreak, clock.now()) if not row.outcome]
    for row in waiting:
        late = " LATE 逾期" if row.late else ""
        say(f"{row.id} {row.restriction} {row.title.zh} {row.due_at:%Y-%m-%d %H:%M}Z{late}")
    say(f"{len(waiting):,}")
