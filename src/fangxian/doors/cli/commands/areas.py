"""`fangxian areas`: where areas stand in their life, one area in full, and drawing one from a file."""

import json
from pathlib import Path
from typing import Annotated

import typer

from fangxian.doors.cli.terminal import in_both, say, start_work
from fangxian.engines.problems import Text

areas = typer.Typer(
    no_args_is_help=True, help="Areas: list them by what is to be done, show one with its history, draw one."
)
Outbreak = Annotated[str, typer.Option(help="The outbreak.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(areas, name="areas")


@areas.command(name="list")
def list_some(
    outbreak: Outbreak,
    ended: Annotated[bool, typer.Option(help="Those that are over too.")] = False,
) -> None:
    """List areas, what is to be released first, and the people under each level, each once.

    \b
    Examples:
      fangxian areas list --outbreak hunan-2021
      fangxian areas list --outbreak hunan-2021 --ended
    """
    actor, clock = start_work("areas")
    from fangxian.operations.lifecycles import list_lives, people_under_levels

    now = clock.now()
    rows = list_lives(actor.reach, outbreak, now, now, ended=ended)
    for row in rows:
        people = "?" if row.people is None else f"{row.people:,}"
        name = in_both(row.name or row.place)
        say(f"{row.key} {row.level} {row.state} {row.starts_at:%Y-%m-%d %H:%M}Z {row.form} {people} {name}")
    for found in people_under_levels(actor.reach, outbreak, now, now).values():
        for one in found:
            say(f"{one.level}: {'≈ ' if one.estimated else ''}{one.people:,}")
    say(f"{len(rows):,}")


@areas.command()
def show(key: Annotated[str, typer.Argument(help="The area, as `fangxian areas list` shows it.")]) -> None:
    """Show one area: its people, its history and what it still needs before it ends.

    \b
    Examples:
      fangxian areas show official-medium-430102003
    """
    actor, clock = start_work("areas")
    from fangxian.operations.lifecycles import get_area

    page = get_area(actor.reach, key, clock.now(), clock.now())
    reached, life = page.reached, page.life
    say(f"{life.key} {life.level} {life.state} {in_both(life.name or life.place)}")
    sure = f" ({reached.least:,}–{reached.most:,})" if reached.estimated else ""
    say(f"people 人数: {'≈ ' if reached.estimated else ''}{reached.people:,}{sure}")
    for one in page.timeline:
        who = " ".join(in_both(text) for text in (one.office, one.who) if text)
        say(" ".join(filter(None, (f"{one.at:%Y-%m-%d %H:%M}Z", one.kind, one.level, who, one.reason))))
    for need in page.to_end:
        mark = "✓" if need.met else "✗" if need.required else "·"
        say(f"{mark} {need.item}: {need.found:,} / {need.needed:,}")


@areas.command()
def propose(
    extent: Annotated[Path, typer.Argument(help="A JSON file with the extent; GeoJSON geometry works too.")],
    outbreak: Outbreak,
    level: Annotated[str, typer.Option(help="A level of the plan, or of the zones it includes.")],
    case: Annotated[list[str], typer.Option(help="A case it rests on; again for another.")],
    reason: Annotated[str, typer.Option(help="Why.")],
    name: Annotated[str, typer.Option(help="A name for what is drawn.")] = "",
    dry_run: Annotated[bool, typer.Option(help="Only tell how many people it covers.")] = False,
) -> None:
    """Propose an area drawn by hand; two offices decide. Says how many people it covers.

    \b
    Examples:
      fangxian areas propose ring.json --outbreak hunan-2021 --level medium --case c-1 --reason "water point" --dry-run
    """
    actor, clock = start_work("areas")
    from fangxian.operations.cases.queries import get_outbreak
    from fangxian.operations.drawing import Drawn, propose_area
    from fangxian.operations.lifecycles import reach_people

    given = json.loads(extent.read_text(encoding="utf-8"))
    if given.get("type") in ("Polygon", "MultiPolygon"):
        given = {"kind": "polygon", "geometry": given}
    reached = reach_people(actor.reach, get_outbreak(actor.reach, outbreak), given)
    say(f"people 人数: {'≈ ' if reached.estimated else ''}{reached.people:,} · {in_both(reached.place)}")
    if not dry_run:
        named = Text(name, name) if name else None
        drawn = Drawn(given, level, tuple(case), reason, named)
        say(f"proposal 建议: {propose_area(actor, clock, outbreak_id=outbreak, drawn=drawn)}")
