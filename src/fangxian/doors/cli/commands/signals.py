"""`fangxian signals`: record positive pools, capacities and feeds; see which rules each one fired."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fangxian.doors.cli.terminal import in_both, read_hour, say, start_work
from fangxian.engines.problems import Text

if TYPE_CHECKING:
    from fangxian.operations.fired import Fired

signals = typer.Typer(
    no_args_is_help=True,
    help="Signals that may start a plan (positive pools, capacities, feeds): list, record. 信号：列出、记录。",
)
record = typer.Typer(
    no_args_is_help=True, help="Record a pool, a capacity or a feed; the last word stands. 记录信号。"
)
signals.add_typer(record, name="record")

Outbreak = Annotated[str, typer.Option(help="The outbreak.")]
Place = Annotated[str, typer.Option(help="The place, by its number.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(signals, name="signals")


@signals.command(name="list")
def list_some(
    outbreak: Outbreak,
    known_at: Annotated[
        str | None, typer.Option(help="As known then; without a zone, in the outbreak's time.")
    ] = None,
) -> None:
    """List the signals, the latest first, and under each the rules it fired and what became of them.

    \b
    Examples:
      fangxian signals list --outbreak hunan-2021
      fangxian signals list --outbreak hunan-2021 --known-at 2021-07-29T08:00
    """
    actor, clock = start_work("signals")
    from fangxian.operations.fired import list_fired

    at = read_hour(actor, outbreak, known_at) or clock.now()
    rows = list_fired(actor.reach, outbreak, at)
    for row in rows:
        facts = " ".join(f"{name}={value}" for name, value in row.signal.facts.items() if value is not None)
        say(f"{row.signal.kind}:{row.signal.key} {in_both(row.place)} {facts}")
        _say_fired(row)
    say(f"{len(rows):,}")


@record.command()
def pool(
    pool_id: Annotated[str, typer.Argument(help="The number of the pool.")],
    outbreak: Outbreak,
    place: Place,
    result_at: Annotated[str, typer.Option(help="When the result came, e.g. 2021-07-29T08:00.")],
    taken_at: Annotated[str | None, typer.Option(help="When it was taken.")] = None,
    members: Annotated[int | None, typer.Option(help="How many people are in it.")] = None,
    confirmed: Annotated[
        bool | None, typer.Option("--confirmed/--negative", help="What each one's own sample said.")
    ] = None,
) -> None:
    """Record a positive pool, or what its members' own samples said.

    \b
    Examples:
      fangxian signals record pool T-17 --outbreak hunan-2021 --place 430102003001 --result-at 2021-07-29T08:00
      fangxian signals record pool T-17 --outbreak hunan-2021 --place 430102003001 --result-at 2021-07-29T08:00 --confirmed
    """
    actor, clock = start_work("signals")
    from fangxian.operations.signals.services import record_pool

    times = {
        name: read_hour(actor, outbreak, text)
        for name, text in (("result_at", result_at), ("taken_at", taken_at))
    }
    given: dict[str, Any] = {**times, "members": members, "confirmed": confirmed}
    record_pool(actor, clock, outbreak_id=outbreak, pool_id=pool_id, place_id=place, **given)
    say(f"pool:{pool_id}")


@record.command()
def capacity(
    kind: Annotated[
        str, typer.Argument(help="tests_per_day, rooms, tracers, tubes, samplers, beds or doses.")
    ],
    outbreak: Outbreak,
    place: Place,
    needed: Annotated[int, typer.Option(help="How much is needed.")],
    available: Annotated[int, typer.Option(help="How much there is.")],
) -> None:
    """Record how much of a capacity a place needs and has now.

    \b
    Examples:
      fangxian signals record capacity tests_per_day --outbreak hunan-2021 --place 430102 --needed 200000 --available 90000
    """
    actor, clock = start_work("signals")
    from fangxian.operations.signals.services import record_capacity

    counted = {"needed": needed, "available": available}
    record_capacity(actor, clock, outbreak_id=outbreak, kind=kind, place_id=place, **counted)
    say(f"capacity:{kind}@{place}")


@record.command()
def feed(
    source: Annotated[str, typer.Argument(help="What is to come, e.g. lab.")],
    outbreak: Outbreak,
    place: Place,
    due_at: Annotated[str, typer.Option(help="When it is due, e.g. 2021-07-29T08:00.")],
    last_received_at: Annotated[str | None, typer.Option(help="When it last came.")] = None,
) -> None:
    """Record when a source of data is due, and when it last came.

    \b
    Examples:
      fangxian signals record feed lab --outbreak hunan-2021 --place 4301 --due-at 2021-07-29T08:00
    """
    actor, clock = start_work("signals")
    from fangxian.operations.signals.services import record_feed

    given: dict[str, Any] = {
        "due_at": read_hour(actor, outbreak, due_at),
        "last_received_at": read_hour(actor, outbreak, last_received_at),
    }
    record_feed(actor, clock, outbreak_id=outbreak, source=source, place_id=place, **given)
    say(f"feed:{source}@{place}")


def _say_fired(row: "Fired") -> None:
    if not row.fired:
        word = (
            Text("没有规则启动", "no rule fired")
            if row.asked
            else Text("尚未运行预案", "the plan was not run yet")
        )
        say(f"  {in_both(word)}")
    for one in row.fired:
        say(f"  {one.plan} {one.rule} → {one.what} {in_both(one.title)} {in_both(one.place)} {one.became}")
