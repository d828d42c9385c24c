"""`fangxian follow-ups`: who is to be called today, which days were missed, what is red, who may go."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fangxian.doors.cli.terminal import say, start_work

if TYPE_CHECKING:
    from fangxian.operations.follow_ups.rows import FollowUpRow

follow_ups = typer.Typer(
    no_args_is_help=True, help="Follow people up: list, check, answer flags, release, export a call list."
)
COLUMNS = (
    "follow_up",
    "person_id",
    "name",
    "phone",
    "measure",
    "office",
    "ends_at",
    "today",
    "missed_days",
    "red",
)
"""The columns of an exported list. `fangxian import --kind checks` takes the answers back."""

Outbreak = Annotated[str, typer.Option(help="The outbreak.")]
Key = Annotated[str, typer.Argument(help="The follow-up, as `fangxian follow-ups list` shows it.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(follow_ups, name="follow-ups")


@follow_ups.command(name="list")
def list_some(
    outbreak: Outbreak,
    only: Annotated[
        str, typer.Option(help="open, due_today, missed, red, to_release or closed.")
    ] = "due_today",
    limit: Annotated[int, typer.Option(help="Rows shown.")] = 50,
) -> None:
    """List follow-ups: by default those to be checked today. No names: for those use export.

    \b
    Examples:
      fangxian follow-ups list --outbreak hunan-2021
      fangxian follow-ups list --outbreak hunan-2021 --only to_release
    """
    actor, clock = start_work("follow-ups")
    from fangxian.operations.follow_ups.queries import list_follow_ups

    page = list_follow_ups(actor.reach, outbreak, clock.now(), only=only, per_page=max(limit, 1))
    for row in page.rows:
        told = f"{row.key} {row.person_id} {row.title.en} {row.title.zh} {row.office.zh} {row.ends_at:%Y-%m-%d %H:%M}Z"
        say(f"{told} today={row.today} missed={row.missed_days}")
    say(f"{len(page.rows):,} / {page.total:,}")


@follow_ups.command()
def missed(outbreak: Outbreak) -> None:
    """Show every office's days: due = seen + refused + not reached + not visited.

    \b
    Examples:
      fangxian follow-ups missed --outbreak hunan-2021
    """
    actor, clock = start_work("follow-ups")
    from fangxian.operations.follow_ups.queries import count_missed_days

    for row in count_missed_days(actor.reach, outbreak, clock.now()):
        found = f"{row.due:,} = {row.seen:,} + {row.refused:,} + {row.not_reached:,} + {row.not_visited:,}"
        say(f"{row.on} {row.office.zh} {row.office.en}: {found}")


@follow_ups.command()
def flags(outbreak: Outbreak) -> None:
    """Show the red flags nobody has settled, with their clock.

    \b
    Examples:
      fangxian follow-ups flags --outbreak hunan-2021
    """
    actor, clock = start_work("follow-ups")
    from fangxian.operations.follow_ups.queries import list_flags

    for row in list_flags(actor.reach, outbreak, clock.now()):
        late = " LATE 已超时" if row.late else ""
        say(
            f"{row.id} {row.follow_up} {row.office.zh} {', '.join(row.symptoms)} {row.due_at:%Y-%m-%d %H:%M}Z{late}"
        )


@follow_ups.command()
def check(
    key: Key,
    result: Annotated[str, typer.Option(help="well, symptoms, not-reached or refused.")],
    symptom: Annotated[list[str] | None, typer.Option(help="A symptom; may be repeated.")] = None,
    temperature: Annotated[float | None, typer.Option(help="Degrees Celsius.")] = None,
    channel: Annotated[str, typer.Option(help="visit, call or self-report.")] = "call",
    at: Annotated[
        datetime | None,
        typer.Option(help="When it was found, in UTC (default: now).", formats=["%Y-%m-%dT%H:%M"]),
    ] = None,
) -> None:
    """Record one check; symptoms or fever raise a red flag at the hospital.

    \b
    Examples:
      fangxian follow-ups check f-789c75e9932608e5 --result well --temperature 36.5
      fangxian follow-ups check f-789c75e9932608e5 --result symptoms --symptom cough
    """
    actor, clock = start_work("follow-ups")
    from fangxian.operations.follow_ups import services

    given = services.CheckGiven(channel, result, symptom or (), temperature, device_at=_in_utc(at))
    done = services.check(actor, clock, follow_up=key, given=given)
    say(f"{key}: {done.state}{' RED FLAG 红色预警' if done.red else ''}")


@follow_ups.command()
def release(
    key: Key,
    reason: Annotated[str, typer.Option(help="Why; it goes into the journal.")],
    early: Annotated[bool, typer.Option(help="Without the days and tests the plan asks for.")] = False,
) -> None:
    """Let one person go; refused while days or tests are missing, with what is missing.

    \b
    Examples:
      fangxian follow-ups release f-789c75e9932608e5 --reason "day 14, two negative samples"
    """
    actor, clock = start_work("follow-ups")
    from fangxian.operations.follow_ups import services

    services.release(actor, clock, follow_up=key, reason=reason, early=early)
    say(f"{key}: released 已解除")


@follow_ups.command()
def move(
    key: Key,
    to: Annotated[str, typer.Option(help="The place of the new home.")],
    reason: Annotated[str, typer.Option(help="How it is known; it goes into the journal.")],
) -> None:
    """Record that the person lives elsewhere now; the offices of the new home take over at once.

    \b
    Examples:
      fangxian follow-ups move f-789c75e9932608e5 --to 430105001004 --reason "told us at the door"
    """
    actor, clock = start_work("follow-ups")
    from fangxian.operations.follow_ups import services

    done = services.move(actor, clock, follow_up=key, to_place_id=to, reason=reason)
    say(f"{key}: {to} · {done.follow_ups} follow-ups 随访, {done.restrictions} restrictions 限制措施")


@follow_ups.command()
def export(
    outbreak: Outbreak,
    out: Annotated[Path, typer.Option(help="The CSV file to write.")],
    reason: Annotated[str, typer.Option(help="Why the list leaves the house; it goes into the journal.")],
    only: Annotated[str, typer.Option(help="As for list.")] = "due_today",
) -> None:
    """Write a call list with names and numbers. What the callers find comes back by `fangxian import --kind checks`.

    \b
    Examples:
      fangxian follow-ups export --outbreak hunan-2021 --out calls.csv --reason "call centre, 1 August"
    """
    actor, clock = start_work("follow-ups")
    from fangxian.operations.follow_ups.services import export_follow_ups

    rows = export_follow_ups(actor, clock, outbreak_id=outbreak, reason=reason, only=only)
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(_line(row) for row in rows)
    say(f"{out}: {len(rows):,}")


def _line(row: "FollowUpRow") -> dict[str, Any]:
    known = {name: getattr(row, name) for name in COLUMNS if name not in ("follow_up", "office", "ends_at")}
    return {**known, "follow_up": row.key, "office": row.office.zh, "ends_at": row.ends_at.isoformat()}


def _in_utc(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at is not None else None
