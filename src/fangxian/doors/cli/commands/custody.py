"""`fangxian custody`: laboratories, tubes, a laboratory's results, the balance from the person to the answer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from fangxian.doors.cli.terminal import in_both, read_hour, say, start_work
from fangxian.engines.problems import Text

if TYPE_CHECKING:
    from fangxian.operations.custody.backlogs import Backlog
    from fangxian.operations.custody.drift.rows import DriftAlarmRow
    from fangxian.operations.custody.queries import BreakRow

custody = typer.Typer(
    no_args_is_help=True,
    help="From the person to the answer: tubes, laboratories, results, who was told. 样本去向。",
)

Outbreak = Annotated[str, typer.Option(help="The outbreak.")]
Place = Annotated[str, typer.Option(help="The place, by its number.")]
RoundId = Annotated[UUID, typer.Argument(help="The round, as `fangxian rounds list` shows it.")]
BREAKS_SHOWN = 50

_STEPS = {
    "done": Text("已完成", "done"),
    "sampled": Text("已采样", "sampled"),
    "in_tubes": Text("已入管", "in tubes"),
    "sent": Text("已送出", "sent"),
    "received": Text("已收到", "received"),
    "resulted": Text("已出结果", "resulted"),
    "told": Text("已告知", "told"),
    "under_way": Text("在途", "under way"),
    "late": Text("超时", "late"),
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(custody, name="custody")


@custody.command(name="laboratory")
def register_one(
    key: Annotated[str, typer.Argument(help="Its short name: small letters, digits, hyphens.")],
    outbreak: Outbreak,
    place: Place,
    name: Annotated[str, typer.Option(help="Its name.")],
    tubes_a_day: Annotated[int, typer.Option(help="Tubes it can test in a day.")],
) -> None:
    """Say what a laboratory is and can do in a day; the last word stands.

    \b
    Examples:
      fangxian custody laboratory city-cdc --outbreak hunan-2021 --place 4301 --name "City CDC" --tubes-a-day 20000
    """
    actor, clock = start_work("custody")
    from fangxian.operations.custody.services import register_laboratory

    row = register_laboratory(
        actor, clock, outbreak_id=outbreak, key=key, name=name, place_id=place, tubes_a_day=tubes_a_day
    )
    say(f"{row.id} {row.name} {row.place_id}: {row.tubes_a_day:,} 管/日 tubes a day")


@custody.command(name="laboratories")
def list_laboratories(outbreak: Outbreak) -> None:
    """List the laboratories: what waits, by when it is due and done, whether results are late or short.

    \b
    Examples:
      fangxian custody laboratories --outbreak hunan-2021
    """
    actor, clock = start_work("custody")
    from fangxian.operations.custody.backlogs import list_backlogs

    for row in list_backlogs(actor.reach, outbreak, clock.now()):
        say(_laboratory_line(row))


@custody.command(name="quality")
def show_quality(
    outbreak: Outbreak,
    known_at: Annotated[str | None, typer.Option(help="As known then.")] = None,
) -> None:
    """Show whose results leave those of the others: alarms, then every laboratory, sampling place and import.

    A score of 100 is the limit.

    \b
    Examples:
      fangxian custody quality --outbreak hunan-2021
    """
    actor, clock = start_work("custody")
    from fangxian.operations.custody.drift.finding import list_units
    from fangxian.operations.custody.drift.raising import list_drift_alarms

    hour = read_hour(actor, outbreak, known_at)
    alarms = list_drift_alarms(actor.reach, outbreak, hour)
    for row in alarms:
        say(_drift_line(row))
    for unit in list_units(actor.reach, outbreak, hour or clock.now(), hour):
        scores = ", ".join(f"{line.chart} {line.last.score * 100:.0f}" for line in unit.lines)
        say(f"{unit.kind} {unit.id} {unit.name.zh}: 管 tubes {unit.tested:,}; {scores}")
    standing = sum(row.stands for row in alarms)
    say(in_both(Text(f"待查报警 {standing:,}", f"alarms to look into {standing:,}")))


@custody.command(name="give-tubes")
def give_some(
    round_id: RoundId,
    place: Place,
    count: Annotated[int, typer.Option(help="How many, with new numbers.")],
    size: Annotated[int | None, typer.Option(help="People in each; without it one household each.")] = None,
) -> None:
    """Give out tubes to a place and print their numbers, one a line.

    \b
    Examples:
      fangxian custody give-tubes 01985f6a-0c00-7000-8000-000000000000 --place 430102003 --count 500 --size 10
    """
    actor, clock = start_work("custody")
    from fangxian.operations.custody.services import give_tubes

    for code in give_tubes(actor, clock, round_id=round_id, place_id=place, size=size, count=count):
        say(code)


@custody.command(name="results")
def bring_results(
    file: Annotated[Path, typer.Argument(help="The laboratory's file: CSV, XLSX or Parquet.")],
    outbreak: Outbreak,
    rows: Annotated[int | None, typer.Option(help="How many rows the laboratory says it has.")] = None,
    positives: Annotated[int | None, typer.Option(help="How many of them positive.")] = None,
) -> None:
    """Bring a laboratory's results: read = accepted + duplicate + rejected.

    With other totals than the laboratory's no row is taken: the file was cut or changed on its way.

    \b
    Examples:
      fangxian custody results city-cdc.csv --outbreak hunan-2021 --rows 4000 --positives 1
    """
    actor, clock = start_work("custody")
    from fangxian.operations.custody.rows import ControlTotals
    from fangxian.operations.importing import import_results
    from fangxian.operations.imports.queries import list_rejected

    totals = None if rows is None else ControlTotals(rows, positives)
    batch = import_results(
        actor,
        clock,
        outbreak_id=outbreak,
        name=file.name,
        content=file.read_bytes(),
        terms=None,
        totals=totals,
    )
    say(
        f"读取 {batch.read:,} = 接收 {batch.accepted:,} + 重复 {batch.duplicate:,} + 退回 {batch.rejected:,}\n"
        f"Read {batch.read:,} = accepted {batch.accepted:,} + duplicate {batch.duplicate:,} + rejected {batch.rejected:,}"
    )
    for line in list_rejected(actor, batch.id, BREAKS_SHOWN):
        say(f"{line.line} {line.column} {line.value}: {line.reason.zh} {line.reason.en}")


@custody.command(name="balance")
def show_balance(
    round_id: RoundId,
    place: Place,
    known_at: Annotated[str | None, typer.Option(help="As known then.")] = None,
) -> None:
    """Show how far everybody's sample has come at a place, and every break by person and tube.

    \b
    Examples:
      fangxian custody balance 01985f6a-0c00-7000-8000-000000000000 --place 430102
    """
    actor, clock = start_work("custody")
    from fangxian.operations.custody.queries import custody_of
    from fangxian.operations.rounds.queries import get_round

    hour = read_hour(actor, get_round(actor.reach, round_id).outbreak_id, known_at)
    rows, breaks = custody_of(actor.reach, round_id, place, clock.now(), hour)
    own = next(row for row in rows.to_dicts() if row["place_id"] == place)
    say(f"{place}: " + ", ".join(f"{words.zh} {words.en} {own[name]:,}" for name, words in _STEPS.items()))
    for one in breaks[:BREAKS_SHOWN]:
        say(_break_line(one))
    say(in_both(Text(f"断点 {len(breaks):,}", f"breaks {len(breaks):,}")))


def _laboratory_line(row: "Backlog") -> str:
    due = f", 应于 due {row.due_at:%Y-%m-%dT%H:%MZ}" if row.due_at else ""
    done = f", 预计 done {row.done_at:%Y-%m-%dT%H:%MZ}" if row.done_at else ""
    wrong = f" {row.shortfall}" if row.shortfall else ""
    return (
        f"{row.laboratory.id} {row.laboratory.name}: 在途 on the way {row.on_the_way:,}, 收到 received {row.received:,}, "
        f"已出 resulted {row.resulted:,}, 待检 waiting {row.waiting:,}{due}{done}{wrong}"
    )


def _drift_line(row: "DriftAlarmRow") -> str:
    answer = f" 已查明 looked into {row.cleared_at:%Y-%m-%dT%H:%MZ}: {row.reason}" if row.cleared_at else ""
    return (
        f"{row.chart} {row.kind} {row.unit_id}: 自 since {row.since_on}, 实为 observed {row.observed:,}, "
        f"应为 expected {row.expected:,.1f}{answer}"
    )


def _break_line(one: "BreakRow") -> str:
    since = f" {one.since_at:%Y-%m-%dT%H:%MZ}" if one.since_at else ""
    return f"{one.kind} {one.place_id or '-'} {one.person_id or '-'} {one.tube_code or '-'}{since}"
