"""`fangxian orders`: give one by hand, list them, look at one, see what is late or waits for a decision."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from fangxian.doors.cli.terminal import say, start_work

orders = typer.Typer(no_args_is_help=True, help="Orders: templates, give by hand, list, show, late, revoke.")

Outbreak = Annotated[str, typer.Option(help="The outbreak.")]
Number = Annotated[int, typer.Argument(help="The order's running number in its outbreak.")]
KnownAt = Annotated[
    str, typer.Option(help="As known at this hour: 2021-07-30T08:00+08:00. Without a zone: UTC.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(orders, name="orders")


@orders.command()
def templates(outbreak: Outbreak) -> None:
    """List what an order by hand may be made from; "sign first" marks what restricts people.

    \b
    Examples:
      fangxian orders templates --outbreak hunan-2021
    """
    actor, _ = start_work("orders")
    from fangxian.operations.mobilising import list_templates

    for one in list_templates(actor.reach, outbreak):
        signed = " (sign first)" if one.restricts else ""
        say(f"{one.measure} {one.title.zh} {one.title.en}{signed}")


@orders.command()
def issue(
    measure: Annotated[str, typer.Argument(help="The template, as `fangxian orders templates` lists it.")],
    outbreak: Outbreak,
    place: Annotated[list[str], typer.Option(help="The code of a place; again for several.")],
    due: Annotated[str, typer.Option(help="Due time; without it as the template has it.")] = "",
    down_to: Annotated[str, typer.Option(help="The lowest level told; here: no further.")] = "",
    department: Annotated[list[str], typer.Option(help="Departments beside the place's office.")] = [],  # noqa: B006
    instruction: Annotated[str, typer.Option(help="What to do, where the template's words do not do.")] = "",
    preview: Annotated[bool, typer.Option(help="Only show whom it would reach.")] = False,
) -> None:
    """Give an order by hand. It binds nobody: what restricts is refused without a signed decision.

    \b
    Examples:
      fangxian orders issue duty-24h --outbreak hunan-2021 --place 430102 --preview
    """
    actor, clock = start_work("orders")
    from fangxian.engines.problems import Text
    from fangxian.operations import mobilising

    asked = mobilising.ByHand(
        outbreak,
        measure,
        place[0],
        instruction=Text(instruction, instruction) if instruction else None,
        due_at=_read(due),
        cascade_to=down_to or None,
        departments=tuple(department) or None,
        other_places=tuple(place[1:]),
    )
    if preview:
        shown = mobilising.preview(actor, clock, asked)
        say(
            f"{shown.title.zh} {shown.title.en}: {shown.offices:,} offices, due {shown.due_at:%Y-%m-%d %H:%M}Z"
        )
        for name, count in (*shown.by_level, *shown.by_department):
            say(f"  {name} {count:,}")
        work = shown.work
        say(
            f"  work 工作量: {work.hours:,.0f} h, {work.places:,} places, median {work.median_minutes:,.0f} min"
        )
        return
    made = mobilising.give(actor, clock, asked)
    say(f"no. {made.numbers[0]}: {made.dispatches:,} offices")


@orders.command(name="list")
def list_some(
    outbreak: Outbreak,
    known_at: KnownAt = "",
    limit: Annotated[int, typer.Option(help="Rows shown.")] = 50,
) -> None:
    """List the orders of an outbreak, those with late offices first.

    \b
    Examples:
      fangxian orders list --outbreak hunan-2021
      fangxian orders list --outbreak hunan-2021 --known-at 2021-07-30T08:00+08:00
    """
    actor, clock = start_work("orders")
    from fangxian.operations.orders.queries import list_orders

    then = _read(known_at)
    for row in list_orders(actor.reach, outbreak, then or clock.now(), limit=limit, known_at=then):
        ended = " revoked" if row.revoked_at else ""
        say(f"no. {row.number} {row.title.zh} {row.title.en} {row.place.zh}{ended}: {_told(row.counts)}")


@orders.command()
def show(number: Number, outbreak: Outbreak, known_at: KnownAt = "") -> None:
    """Show one order: how far it has come, and the offices at the top of its tree.

    \b
    Examples:
      fangxian orders show 37 --outbreak hunan-2021
    """
    actor, clock = start_work("orders")
    from fangxian.operations.orders.queries import find_order, get_order, list_branch

    then = _read(known_at)
    now, order_id = then or clock.now(), find_order(actor.reach, outbreak, number)
    row = get_order(actor.reach, order_id, now, then)
    say(f"no. {row.number} {row.title.zh} {row.title.en} {row.place.zh}: {_told(row.counts)}")
    say(row.instruction.zh)
    for node in list_branch(actor.reach, order_id, None, now, then):
        say(f"  {node.place.zh} {node.department} {node.status}: {_told(node.counts)}")


@orders.command()
def late(outbreak: Outbreak, limit: Annotated[int, typer.Option(help="Rows shown.")] = 50) -> None:
    """List the offices past their time, the longest first.

    \b
    Examples:
      fangxian orders late --outbreak hunan-2021
    """
    actor, clock = start_work("orders")
    from fangxian.operations.orders.queries import list_late

    for row in list_late(actor.reach, outbreak, clock.now(), limit):
        say(f"{row.hours_late:.1f} h {row.place.zh} {row.department} {row.title.zh} {row.title.en}")


@orders.command()
def revoke(
    number: Number, outbreak: Outbreak, reason: Annotated[str, typer.Option(help="Why; it goes on record.")]
) -> None:
    """Take an order back; what was done stays on record.

    \b
    Examples:
      fangxian orders revoke 37 --outbreak hunan-2021 --reason "the experts decided otherwise"
    """
    actor, clock = start_work("orders")
    from fangxian.operations.orders.changing import revoke as take_back
    from fangxian.operations.orders.queries import find_order

    order_id = find_order(actor.reach, outbreak, number)
    take_back(actor, clock, order_id=order_id, reason=reason)
    say(f"no. {number} revoked")


def _told(counts: Any) -> str:
    names = ("issued", "acknowledged", "done", "verified", "overdue", "blocked")
    return ", ".join(f"{name} {getattr(counts, name):,}" for name in names)


def _read(text: str) -> datetime | None:
    if not text:
        return None
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
