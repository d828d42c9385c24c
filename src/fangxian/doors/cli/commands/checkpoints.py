"""`fangxian checkpoints`: where people are stopped for a moment: crew, queue, passages, who was handed on."""

from typing import TYPE_CHECKING, Annotated

import typer

from fangxian.doors.cli.terminal import in_both, read_hour, say, start_work

if TYPE_CHECKING:
    from fangxian.operations.checkpoints.rows import CheckpointState

checkpoints = typer.Typer(
    no_args_is_help=True, help="Checkpoints: crew, queue, passages, who was handed on. 卡口。"
)

Outbreak = Annotated[str, typer.Option(help="The outbreak.")]
KnownAt = Annotated[str | None, typer.Option(help="As known then.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(checkpoints, name="checkpoints")


@checkpoints.command(name="list")
def list_all(outbreak: Outbreak, known_at: KnownAt = None) -> None:
    """List the checkpoints within reach: those with a hand-over late or too few on duty first.

    \b
    Examples:
      fangxian checkpoints list --outbreak hunan-2021
    """
    actor, clock = start_work("checkpoints")
    from fangxian.operations.checkpoints.queries import list_states

    at = read_hour(actor, outbreak, known_at) or clock.now()
    states = list_states(actor.reach, outbreak, at)
    for one in states:
        say(_line(one))
    short = sum(one.crew_short for one in states)
    say(
        f"{len(states):,} checkpoints 处, 开 open {sum(one.is_open for one in states):,}, "
        f"缺岗 crew short {short:,}, 超时未签收 late {sum(one.late for one in states):,}"
    )


@checkpoints.command(name="passages")
def passages(outbreak: Outbreak, known_at: KnownAt = None) -> None:
    """Count who passed in the last 24 h, by checkpoint, direction and origin, and who waits to be acknowledged.

    \b
    Examples:
      fangxian checkpoints passages --outbreak hunan-2021
    """
    actor, clock = start_work("checkpoints")
    from fangxian.operations.checkpoints.codes import DIRECTIONS, RISKS
    from fangxian.operations.checkpoints.handing import list_handed
    from fangxian.operations.checkpoints.queries import count_passages

    at = read_hour(actor, outbreak, known_at) or clock.now()
    for row in count_passages(actor.reach, outbreak, at):
        say(
            f"{row.checkpoint_id} {in_both(DIRECTIONS[row.direction])} {in_both(RISKS[row.origin_risk])}: "
            f"{row.people:,} people 人, {row.passages:,} passages 次"
        )
    handed = list_handed(actor.reach, outbreak, at)
    for one in handed:
        if one.state != "acknowledged":
            word = "超时 LATE" if one.state == "late" else "待签收 waiting"
            say(
                f"{one.checkpoint_id} -> {one.to_place_id} {in_both(one.to_place)}: {word}, due {one.due_at:%Y-%m-%d %H:%M}Z"
            )
    done = sum(one.state == "acknowledged" for one in handed)
    say(f"移交 handed on {len(handed):,}, 已签收 acknowledged {done:,}")


def _line(one: "CheckpointState") -> str:
    shut = "" if one.is_open else " 已撤除 lifted" if one.row.lifted else " 已关闭 closed"
    waiting = "-" if one.waiting is None else f"{one.waiting:,}"
    late = f" ! 超时未签收 late {one.late:,}" if one.late else ""
    return (
        f"{one.row.id} {in_both(one.row.name)} {in_both(one.row.place)}: 在岗 on duty {one.on_duty} / {one.row.least_crew}, "
        f"排队 waiting {waiting}, 进 in {one.passed_in:,}, 出 out {one.passed_out:,}, "
        f"来自风险地区 from risk areas {one.from_risk:,}, 移交 handed on {one.handed:,}{late}{shut}"
    )
