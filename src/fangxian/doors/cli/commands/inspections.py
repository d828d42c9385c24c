"""`fangxian inspections`: draw, list, draw again to check, and the fairness of what is late."""

from typing import Annotated
from uuid import UUID

import typer

from fangxian.doors.cli.terminal import say, start_work

inspections = typer.Typer(
    no_args_is_help=True, help="Inspections 督查: draw places, list them, draw again to check; what is late."
)
Outbreak = Annotated[str, typer.Option(help="The outbreak.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(inspections, name="inspections")


@inspections.command()
def draw(
    outbreak: Outbreak,
    place: Annotated[str, typer.Option(help="Where to draw from, by its code.")],
    purpose: Annotated[str, typer.Option(help="What is looked at; it is announced.")],
    method: Annotated[str, typer.Option(help="random or risk.")] = "random",
    size: Annotated[int, typer.Option(help="How many; 0: so that a share is known to ten in a hundred.")] = 0,
    level: Annotated[str, typer.Option(help="The level of the places drawn.")] = "community",
) -> None:
    """Announce an inspection and draw its places from the seal of that announcement.

    \b
    Examples:
      fangxian inspections draw --outbreak hunan-2021 --place 430102 --purpose "night watch"
      fangxian inspections draw --outbreak hunan-2021 --place 43 --purpose lists --method risk --size 40
    """
    actor, clock = start_work("inspections")
    from fangxian.operations.oversight.queries import get_inspection
    from fangxian.operations.oversight.services import draw_inspection

    made = draw_inspection(
        actor,
        clock,
        outbreak_id=outbreak,
        place_id=place,
        purpose=purpose,
        method=method,
        size=size,
        level=level,
    )
    view = get_inspection(actor.reach, made, clock.now())
    say(f"{made} seed 种子 {view.row.seed} ({view.row.size:,}/{view.row.frame:,})")
    for row in view.visits:
        say(f"{row.position} {row.place_id} {row.place.zh} {row.place.en} {row.weight:g}")


@inspections.command(name="list")
def list_all(outbreak: Outbreak) -> None:
    """List the inspections with their seeds, and whether drawing again gives the same places.

    \b
    Examples:
      fangxian inspections list --outbreak hunan-2021
    """
    actor, clock = start_work("inspections")
    from fangxian.operations.oversight.queries import list_inspections

    for row in list_inspections(actor.reach, outbreak, clock.now()):
        same = "same again 重抽一致" if row.true_to_seed else "NOT THE SAME 与种子不符"
        told = f"{row.id} {row.announced_at:%Y-%m-%d %H:%M}Z {row.method} {row.place.zh} {row.purpose}"
        say(f"{told} {row.visited:,}/{row.size:,}/{row.frame:,} findings {row.findings:,} {same}")


@inspections.command()
def check(inspection: Annotated[UUID, typer.Argument(help="The inspection.")]) -> None:
    """Draw again from the published seed and frame. Exit code 0: the same places; 1: not.

    \b
    Examples:
      fangxian inspections check 0192f3c4-0000-7000-8000-000000000001
    """
    actor, clock = start_work("inspections")
    from fangxian.engines.inspecting import draw_by_risk
    from fangxian.operations.oversight.queries import frame_of, get_inspection

    view = get_inspection(actor.reach, inspection, clock.now())
    again = draw_by_risk(frame_of(actor.reach, inspection), view.row.size, view.row.seed)
    drawn = {row.position: row.place_id for row in view.visits}
    for one in again:
        say(f"{one.position} {one.place_id} {'=' if drawn.get(one.position) == one.place_id else '≠'}")
    say("the same 一致" if view.row.true_to_seed else "not the same 不一致")
    raise typer.Exit(0 if view.row.true_to_seed else 1)


@inspections.command()
def late(outbreak: Outbreak, limit: Annotated[int, typer.Option(help="Rows shown.")] = 50) -> None:
    """List late dispatches, each with the line that says whether it was feasible.

    \b
    Examples:
      fangxian inspections late --outbreak hunan-2021
    """
    actor, clock = start_work("inspections")
    from fangxian.operations.oversight.queries import list_late_with_fairness

    for row in list_late_with_fairness(actor.reach, outbreak, clock.now(), max(limit, 1)):
        say(f"{row.dispatch_id} {row.place.zh} {row.title.zh} {row.title.en} {row.hours_late:.1f} h")
        say(f"  {row.line.en}")
        say(f"  {row.line.zh}")
