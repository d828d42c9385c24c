"""`fangxian rounds`: open and close rounds, the lists that feed them, the gap ledger, who is missing."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from fangxian.doors.cli.terminal import in_both, read_hour, say, start_work
from fangxian.engines.problems import Text

if TYPE_CHECKING:
    from fangxian.operations.rounds.rows import ListRow, RoundRow
    from fangxian.operations.rounds.unseen import UnseenRow

rounds = typer.Typer(
    no_args_is_help=True,
    help="Rounds of testing and screening: open, close, the gap ledger, who is missing. 轮次与缺口账。",
)

Outbreak = Annotated[str, typer.Option(help="The outbreak.")]
Place = Annotated[str, typer.Option(help="The place, by its number.")]
RoundId = Annotated[UUID, typer.Argument(help="The round, as `fangxian rounds list` shows it.")]
KnownAt = Annotated[str | None, typer.Option(help="As known then; without a zone, in the outbreak's time.")]

_COLUMNS = {
    "due": Text("应检", "due"),
    "added": Text("补录", "added"),
    "done": Text("完成", "done"),
    "excused": Text("免检", "excused"),
    "moved": Text("迁出", "moved"),
    "absent_proved": Text("外出有据", "absent"),
    "refused": Text("拒绝", "refused"),
    "no_answer": Text("无人应门", "no answer"),
    "not_visited": Text("未到访", "not visited"),
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(rounds, name="rounds")


@rounds.command(name="list")
def list_some(outbreak: Outbreak, known_at: KnownAt = None) -> None:
    """List the rounds of an outbreak, the latest first.

    \b
    Examples:
      fangxian rounds list --outbreak hunan-2021
    """
    actor, _ = start_work("rounds")
    from fangxian.operations.rounds.queries import list_rounds

    for row in list_rounds(actor.reach, outbreak, read_hour(actor, outbreak, known_at)):
        say(_line(row))


@rounds.command(name="open")
def open_one(
    outbreak: Outbreak,
    place: Place,
    kind: Annotated[str, typer.Option(help="testing or screening.")] = "testing",
    due_at: Annotated[
        str | None, typer.Option(help="By when it is done; without it the guide in force says.")
    ] = None,
) -> None:
    """Open the next round at a place: everybody on the lists that are on is frozen into its register.

    \b
    Examples:
      fangxian rounds open --outbreak hunan-2021 --place 430102
      fangxian rounds open --outbreak hunan-2021 --place 430102003 --kind screening --due-at 2021-08-01T20:00
    """
    actor, clock = start_work("rounds")
    from fangxian.operations.beginning import begin_round

    hour = read_hour(actor, outbreak, due_at)
    say(_line(begin_round(actor, clock, outbreak_id=outbreak, kind=kind, place_id=place, due_at=hour)))


@rounds.command()
def close(round_id: RoundId) -> None:
    """Close a round; what happened before and comes late is still taken.

    \b
    Examples:
      fangxian rounds close 01a2227d-dafa-7000-b2b2-c9b2230be3b1
    """
    actor, clock = start_work("rounds")
    from fangxian.operations.rounds.services import close_round

    say(_line(close_round(actor, clock, round_id=round_id)))


@rounds.command()
def ledger(
    round_id: RoundId,
    place: Place,
    deep: Annotated[
        bool, typer.Option("--deep", help="Every place inside, not only those one step below.")
    ] = False,
    known_at: KnownAt = None,
) -> None:
    """Show the gap ledger of a place: due + added = the seven states; missing are the last three.

    \b
    Examples:
      fangxian rounds ledger 01a2227d-dafa-7000-b2b2-c9b2230be3b1 --place 430102
    """
    actor, _ = start_work("rounds")
    from fangxian.operations.places.queries import children, titles_of
    from fangxian.operations.rounds.counting import ledger_of
    from fangxian.operations.rounds.queries import get_round

    outbreak = get_round(actor.reach, round_id).outbreak_id
    found = ledger_of(actor.reach, round_id, place, read_hour(actor, outbreak, known_at))
    shown = None if deep else {place, *(row.place_id for row in children(place))}
    titles = titles_of(found["place_id"].to_list())
    for row in found.iter_rows(named=True):
        if shown is None or row["place_id"] in shown:
            figures = " ".join(
                f"{in_both(word)} {row[name]:,}" for name, word in _COLUMNS.items() if row[name]
            )
            say(
                f"{row['place_id']} {in_both(titles[row['place_id']])}: {figures}; 缺口 missing {row['missing']:,}"
            )


@rounds.command()
def gaps(
    round_id: RoundId,
    place: Place,
    gap: Annotated[str, typer.Option(help="household (漏户), sample (漏采) or round (漏轮).")] = "household",
    known_at: KnownAt = None,
) -> None:
    """List who is missing: doors where nobody was met, samples not taken, rounds missed in a row.

    \b
    Examples:
      fangxian rounds gaps 01a2227d-dafa-7000-b2b2-c9b2230be3b1 --place 430102003001
      fangxian rounds gaps 01a2227d-dafa-7000-b2b2-c9b2230be3b1 --place 430102003001 --gap round
    """
    actor, _ = start_work("rounds")
    from fangxian.operations.rounds.gaps import list_gaps
    from fangxian.operations.rounds.queries import get_round

    outbreak = get_round(actor.reach, round_id).outbreak_id
    rows = list_gaps(actor.reach, round_id, place, gap, read_hour(actor, outbreak, known_at))
    for row in rows:
        say(f"{row.place_id} {row.door_id} {row.person_id or '-'} {row.state} {row.people} {row.rounds}")
    say(f"{len(rows):,}")


@rounds.command()
def route(
    round_id: RoundId,
    place: Place,
    workers: Annotated[int, typer.Option(help="How many workers share the doors, up to four.")] = 1,
    gap: Annotated[str, typer.Option(help="household (漏户) or sample (漏采) alone; without it both.")] = "",
    pairs: Annotated[
        bool, typer.Option("--pairs", help="Two go together: risky doors are on the way.")
    ] = False,
) -> None:
    """Show the shortest way along the doors where somebody is missing; nobody knocks from 21:00 to 8:00.

    \b
    Examples:
      fangxian rounds route 01a2227d-dafa-7000-b2b2-c9b2230be3b1 --place 430102003001
      fangxian rounds route 01a2227d-dafa-7000-b2b2-c9b2230be3b1 --place 430102003 --workers 2 --gap household
    """
    actor, clock = start_work("rounds")
    from fangxian.doors.cli.walking import say_route
    from fangxian.operations.screening.routes import GAPS, route_gaps

    gaps = (gap,) if gap else GAPS
    found = route_gaps(
        actor.reach, clock, gaps=gaps, round_id=round_id, place_id=place, workers=workers, pairs=pairs
    )
    say_route(found)


@rounds.command()
def unseen(round_id: RoundId, place: Place, known_at: KnownAt = None) -> None:
    """Estimate the people on no list, with the 90 % interval, for a place and the places one step below.

    Each place is judged by everybody registered in it: those below do not add up to the one above.

    \b
    Examples:
      fangxian rounds unseen 01a2227d-dafa-7000-b2b2-c9b2230be3b1 --place 430102
    """
    actor, _ = start_work("rounds")
    from fangxian.operations.places.queries import titles_of
    from fangxian.operations.rounds.queries import get_round
    from fangxian.operations.rounds.unseen import list_unseen

    outbreak = get_round(actor.reach, round_id).outbreak_id
    rows = list_unseen(actor.reach, round_id, place, read_hour(actor, outbreak, known_at))
    titles = titles_of([row.place_id for row in rows])
    for row in rows:
        say(f"{row.place_id} {in_both(titles[row.place_id])}: {_unseen(row)}")


def _unseen(row: "UnseenRow") -> str:
    seen = f"{row.seen:,} 人在 {row.lists} 份名单上 on {row.lists} lists"
    if row.reason is None:
        return f"名册外 unseen {row.unseen:,} (90 % {row.low:,}–{row.high:,}); {seen}"
    from fangxian.engines.tables import NOT_ESTIMABLE

    least = f", 至少 at least {row.at_least:,}" if row.at_least is not None else ""
    return f"不能估计 not estimable: {in_both(NOT_ESTIMABLE[row.reason])}{least}; {seen}"


@rounds.command()
def explain(
    round_id: RoundId,
    person: Annotated[str, typer.Argument(help="The person, by the number in the register.")],
) -> None:
    """Say which rows of which lists are a person of a round, and why.

    \b
    Examples:
      fangxian rounds explain 01a2227d-dafa-7000-b2b2-c9b2230be3b1 01a2227d-dafa-7000-b2b2-c9b2230be3b1-00000007
    """
    actor, clock = start_work("rounds")
    from fangxian.operations.rounds.explaining import explain_person

    for row in explain_person(actor.reach, clock, round_id, person):
        say(f"{row.list_id} {row.row_key}")
        for why in row.why:
            say(f"  {in_both(why)}")


@rounds.command()
def lists(outbreak: Outbreak) -> None:
    """List the lists that may feed a register, and which are on.

    \b
    Examples:
      fangxian rounds lists --outbreak hunan-2021
    """
    actor, clock = start_work("rounds")
    from fangxian.operations.rounds.lists import list_lists

    for row in list_lists(actor.reach, outbreak, clock.now()):
        say(_list_line(row))


@rounds.command(name="switch-list")
def switch(
    list_id: Annotated[str, typer.Argument(help="The list, as `fangxian rounds lists` shows it.")],
    outbreak: Outbreak,
    on: Annotated[bool, typer.Option("--on/--off", help="Whether registers use it from now on.")],
    legal_basis: Annotated[str, typer.Option(help="The law it rests on.")] = "",
    approver: Annotated[str, typer.Option(help="Who approved it.")] = "",
    until: Annotated[str | None, typer.Option(help="When it switches itself off.")] = None,
) -> None:
    """Switch one list on, with legal basis, approver and end, or off.

    \b
    Examples:
      fangxian rounds switch-list phones --on --outbreak hunan-2021 --legal-basis "IDA, art. 12" --approver CDC --until 2021-08-20
      fangxian rounds switch-list phones --off --outbreak hunan-2021
    """
    actor, clock = start_work("rounds")
    from fangxian.operations.rounds.services import switch_list

    row = switch_list(
        actor,
        clock,
        outbreak_id=outbreak,
        list_id=list_id,
        on=on,
        legal_basis=legal_basis,
        approver=approver,
        expires_at=read_hour(actor, outbreak, until),
    )
    say(_list_line(row))


def _line(row: "RoundRow") -> str:
    ended = f" 已关闭 closed {row.closed_at:%Y-%m-%dT%H:%MZ}" if row.closed_at else ""
    return (
        f"{row.id} {row.kind} {row.number} {row.place_id}: {row.accounts:,} 人 people, {row.households:,} 户 households, "
        f"{row.opened_at:%Y-%m-%dT%H:%MZ} → {row.due_at:%Y-%m-%dT%H:%MZ}{ended}"
    )


def _list_line(row: "ListRow") -> str:
    end = f" → {row.expires_at:%Y-%m-%dT%H:%MZ}" if row.expires_at else ""
    ground = f" {row.legal_basis}; {row.approver}" if row.legal_basis else ""
    return f"{row.list_id} {'on' if row.on_now else 'off'}{ground}{end}"
