"""Swaps of turns: one asks, the other agrees, the rules hold for both; whoever leads sees it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.engines.rostering import NAMES, Rules, Stint, list_faults
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rosters.limits import find_limits
from fangxian.operations.rosters.models import Exchange, HandOver, Swap, SwapAnswer, Turn
from fangxian.operations.rosters.problems import NOT_YOUR_SHIFT, SHIFT_BEGUN, SWAP_ANSWERED, SWAP_BREAKS_RULE
from fangxian.operations.rosters.serving import LOOK_BACK, stints_of
from fangxian.operations.rosters.standing import standing_turns
from fangxian.operations.teams.queries import find_member_of, get_member

_LONGEST = 500


@transaction.atomic
def ask_swap(
    actor: Actor, clock: Clock, *, turn_id: UUID, member_id: UUID, other_turn_id: UUID | None = None
) -> UUID:
    """Ask another member to serve a turn of the asker's, for one of theirs or for nothing.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-your-shift`, `shift-begun`, `swap-breaks-rule`.
    """
    actor.require("work")
    at = clock.now()
    me = _me(actor, at)
    turn = _turn(actor, me, turn_id, at)
    other = _turn(actor, me, other_turn_id, at) if other_turn_id else None
    get_member(actor.reach, member_id, at)
    if _serving(turn) != me or me == member_id or (other and _serving(other) != member_id):
        raise NOT_YOUR_SHIFT()
    swap = Swap(turn=turn, other_turn=other, asked_by=me, asked=member_id)
    _require_rules(actor, swap, at)
    write_rows(actor, at, "asked", "swap", swap.id, [swap], {"shift_id": turn.shift_id})
    return swap.id


@transaction.atomic
def answer_swap(actor: Actor, clock: Clock, *, swap_id: UUID, agree: bool) -> None:
    """Agree to a swap one was asked for, or not. Agreed, it stands at once.

    Raises:
        Problem: `not-your-role`, `not-your-shift`, `swap-answered`, `shift-begun`, `swap-breaks-rule`.
    """
    actor.require("work")
    at = clock.now()
    swap = Swap.objects.select_related("turn", "other_turn", "answer").filter(id=swap_id).first()
    if swap is None or swap.asked != _me(actor, at):
        raise NOT_YOUR_SHIFT()
    if hasattr(swap, "answer"):
        raise SWAP_ANSWERED()
    answer = SwapAnswer(swap=swap, agreed=agree)
    if agree:
        _require_unchanged(swap, at)
        _require_rules(actor, swap, at)
    write_rows(actor, at, "answered", "swap-answer", swap.id, [answer], {"agreed": agree})
    if agree:
        rows = [Exchange(turn=swap.turn, member_id=swap.asked)]
        if swap.other_turn:
            rows.append(Exchange(turn=swap.other_turn, member_id=swap.asked_by))
        write_rows(actor, at, "exchanged", "turn-exchange", swap.id, rows, {"turns": len(rows)})


@transaction.atomic
def hand_over(actor: Actor, clock: Clock, *, turn_id: UUID, said: str) -> UUID:
    """Leave a note for the next shift at the post. Raises `not-your-role`, `not-found`, `not-your-shift`."""
    actor.require("work")
    at = clock.now()
    me = _me(actor, at)
    turn = _turn(actor, me, turn_id, at)
    if _serving(turn) != me or not said.strip():
        raise NOT_YOUR_SHIFT()
    row = HandOver(outbreak_id=turn.outbreak_id, place_id=turn.place_id, post_id=turn.post_id)
    row.shift_id, row.said = turn.shift_id, said.strip()[:_LONGEST]
    write_rows(actor, at, "handed over", "hand-over", turn.post_id, [row], {"shift_id": turn.shift_id})
    return row.id


def _me(actor: Actor, at: datetime) -> UUID:
    member = find_member_of(actor.user_id, at)
    if member is None:
        raise NOT_YOUR_SHIFT()
    return member


def _turn(actor: Actor, me: UUID, turn_id: UUID, at: datetime) -> Turn:
    """One's own turn wherever it is, or one within reach; any other is answered as one that does not exist."""
    turn = standing_turns(at).filter(id=turn_id).first()
    if turn is None or not (_serving(turn) == me or actor.reach.covers(turn.place_id)):
        raise NOT_FOUND(what="shift", what_zh="班次", key=turn_id)
    return turn


def _serving(turn: Turn) -> UUID:
    serving: UUID = turn.serving  # type: ignore[attr-defined]
    return serving


def _require_unchanged(swap: Swap, at: datetime) -> None:
    """Since it was asked another roster may have been taken, or another swap agreed."""
    wanted = [(swap.turn_id, swap.asked_by)]
    if swap.other_turn_id:
        wanted.append((swap.other_turn_id, swap.asked))
    for turn_id, member in wanted:
        turn = standing_turns(at).filter(id=turn_id).first()
        if turn is None or _serving(turn) != member:
            raise SWAP_ANSWERED()


def _require_rules(actor: Actor, swap: Swap, at: datetime) -> None:
    """Both serve by the rules after it; what was broken before is not the swap's fault."""
    turn, other = swap.turn, swap.other_turn
    if turn.starts_at <= at or (other and other.starts_at <= at):
        raise SHIFT_BEGUN()
    rules = find_limits(get_outbreak(actor.reach, turn.outbreak_id), at)
    begin = min(one.starts_at for one in (turn, other) if one) - LOOK_BACK
    end = max(one.ends_at for one in (turn, other) if one) + LOOK_BACK
    now = stints_of([swap.asked_by, swap.asked], at, begin, end)
    gives = {swap.asked_by: [turn], swap.asked: [other] if other else []}
    takes = {swap.asked_by: [other] if other else [], swap.asked: [turn]}
    for member, stints in now.items():
        left = [one for one in stints if one.shift_id not in {turn.shift_id for turn in gives[member]}]
        _require_no_new_fault(stints, [*left, *(_stint(one) for one in takes[member])], rules)


def _require_no_new_fault(before: list[Stint], after: list[Stint], rules: Rules) -> None:
    if len({one.shift_id for one in after}) < len(after):
        raise SWAP_BREAKS_RULE(rule=NAMES["rest"].en, rule_zh=NAMES["rest"].zh)
    known = _rules_of(list_faults(before, rules))
    for rule in _rules_of(list_faults(after, rules)):
        if rule not in known:
            raise SWAP_BREAKS_RULE(rule=NAMES[rule].en, rule_zh=NAMES[rule].zh)


def _rules_of(faults: Iterable[object]) -> list[str]:
    return [fault.rule for fault in faults]  # type: ignore[attr-defined]


def _stint(turn: Turn) -> Stint:
    return Stint(turn.shift_id, turn.starts_at, turn.ends_at, turn.night, turn.suit, turn.temperature_c)
