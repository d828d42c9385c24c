"""`fangxian sites`: sampling sites that are run: open, close, queues, who is on duty, alarms."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from fangxian.doors.cli.terminal import in_both, read_hour, say, start_work
from fangxian.engines.problems import Text

if TYPE_CHECKING:
    from fangxian.operations.at_sites.board import SiteState

sites = typer.Typer(
    no_args_is_help=True,
    help="Sampling sites that are run: open, close, queues, who is on duty, alarms. 采样点。",
)

Outbreak = Annotated[str, typer.Option(help="The outbreak.")]
Site = Annotated[str, typer.Argument(help="The site, by its number.")]
KINDS = {
    "infected-staff": Text("在岗人员感染", "a case on duty"),
    "crowded": Text("排队超限", "too many waiting"),
    "over-capacity": Text("超过采样能力", "more samples than desks"),
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(sites, name="sites")


@sites.command(name="list")
def list_all(
    outbreak: Outbreak, known_at: Annotated[str | None, typer.Option(help="As known then.")] = None
) -> None:
    """List the sites within reach: desks, samples, queue, crew; those with an alarm first.

    \b
    Examples:
      fangxian sites list --outbreak hunan-2021
    """
    actor, clock = start_work("sites")
    from fangxian.operations.at_sites.board import list_states

    at = read_hour(actor, outbreak, known_at) or clock.now()
    for one in list_states(actor.reach, outbreak, at):
        say(_line(one))


@sites.command(name="open")
def open_some(
    file: Annotated[
        Path,
        typer.Argument(
            dir_okay=False, help="The sites.csv of place-sites: site_id, place_id, lat, lon, capacity."
        ),
    ],
    outbreak: Outbreak,
    from_at: Annotated[
        str | None, typer.Option(help="From when people are sampled there (default: now).")
    ] = None,
) -> None:
    """Open the sites of a placement, all or none; a site that stands like that already stays as it is.

    \b
    Examples:
      fangxian sites open sites/sites.csv --outbreak hunan-2021
    """
    actor, clock = start_work("sites")
    from fangxian.operations.sites.services import open_sites, sites_of
    from fangxian.stores.gathering.siting import read_sites

    given = read_sites(file)
    say(
        f"{file.name}: {given.accepted:,} + {given.duplicate:,} 重复 duplicate + {given.rejected.height:,} 退回 rejected"
    )
    opened = open_sites(
        actor,
        clock,
        outbreak_id=outbreak,
        sites=sites_of(given.frame),
        open_from=read_hour(actor, outbreak, from_at),
    )
    say(
        in_both(
            Text(
                f"开设 {opened.opened:,} 处，未变 {opened.unchanged:,} 处",
                f"opened {opened.opened:,}, unchanged {opened.unchanged:,}",
            )
        )
    )


@sites.command(name="close")
def close_one(site: Site, outbreak: Outbreak) -> None:
    """Say that nobody is sampled at a site any more.

    \b
    Examples:
      fangxian sites close 430102003001-1 --outbreak hunan-2021
    """
    actor, clock = start_work("sites")
    from fangxian.operations.sites.services import close_site

    row = close_site(actor, clock, outbreak_id=outbreak, site_id=site)
    say(f"{row.id} {in_both(row.name)}: 已关闭 closed {row.closed_at:%Y-%m-%dT%H:%MZ}")


@sites.command(name="queue")
def report(
    site: Site, waiting: Annotated[int, typer.Argument(help="How many people wait.")], outbreak: Outbreak
) -> None:
    """Say how many people wait at a site.

    \b
    Examples:
      fangxian sites queue 430102003001-1 140 --outbreak hunan-2021
    """
    actor, clock = start_work("sites")
    from fangxian.operations.sites.services import report_queue

    row = report_queue(actor, clock, outbreak_id=outbreak, site_id=site, waiting=waiting)
    say(f"{row.site_id}: 排队 waiting {row.waiting:,}")


@sites.command(name="alarms")
def list_alarms(
    outbreak: Outbreak,
    look: Annotated[
        bool, typer.Option("--look", help="Look at every site first, as the server does each minute.")
    ] = False,
) -> None:
    """List the alarms of the sites within reach, those nobody answered first.

    \b
    Examples:
      fangxian sites alarms --outbreak hunan-2021
    """
    actor, clock = start_work("sites")
    from fangxian.operations.at_sites.watching import watch_sites
    from fangxian.operations.sites import alarms

    if look:
        watch_sites(actor, clock, outbreak_id=outbreak)
    for one in alarms.list_alarms(actor.reach, outbreak, clock.now()):
        beyond = f" > {one.allowed:,}" if one.allowed is not None else ""
        days = f" {', '.join(one.days)}" if one.days else ""
        answered = f" 已处置 answered: {one.said}" if one.answered_at else ""
        say(
            f"{one.id} {one.site_id} {in_both(KINDS[one.kind])}: {one.measured:,}{beyond}{days}, "
            f"自 since {one.since_at:%Y-%m-%dT%H:%MZ}{answered}"
        )


@sites.command(name="answer")
def answer(
    alarm: Annotated[UUID, typer.Argument(help="The alarm, as `fangxian sites alarms` shows it.")],
    said: Annotated[str, typer.Option(help="What was done.")],
) -> None:
    """Say what was done about an alarm.

    \b
    Examples:
      fangxian sites answer 01985f6a-0c00-7000-8000-000000000000 --said "two desks more"
    """
    actor, clock = start_work("sites")
    from fangxian.operations.sites.services import answer_alarm

    answer_alarm(actor, clock, alarm_id=alarm, said=said)
    say(in_both(Text("已处置", "answered")))


def _line(one: "SiteState") -> str:
    waiting = f"{one.queue.waiting:,}" if one.queue else "-"
    shut = "" if one.is_open else " 已关闭 closed"
    wrong = "".join(f" ! {in_both(KINDS[row.alarm.kind])}" for row in one.standing)
    return (
        f"{one.site.id} {in_both(one.site.name)}: 采样台 desks {one.site.desks}, 已采 sampled {one.sampled:,}, "
        f"近一小时 last hour {one.last_hour:,} / {one.site.per_hour:,}, 排队 waiting {waiting} / {one.site.queue_limit:,}, "
        f"在岗 on duty {one.on_duty}{shut}{wrong}"
    )
