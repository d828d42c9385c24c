"""The history of one area: who proposed, decided, edited, reviewed and ended it, and when it took effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import name_offices, name_users
from fangxian.operations.areas.history import (
    Period,
    eligible_since,
    list_rounds,
)
from fangxian.operations.decisions.past import DecisionRow, list_decisions
from fangxian.operations.journal.queries import find_reason, list_history
from fangxian.operations.lifecycles.rows import Moment

_ONE_ACT = timedelta(seconds=1)
"""A proposal and its entry in the journal are written by one act, a moment apart."""
_STEPS = ("proposed", "signed", "edited", "effective", "level", "round", "eligible", "ended")


def timeline_of(periods: Sequence[Period], as_of: datetime, known_at: datetime) -> tuple[Moment, ...]:
    key, names = periods[0].key, _Names.of(periods)
    decisions = list_decisions({one.decision_id for one in periods if one.decision_id}, known_at)
    moments = [*_proposed(key, decisions, names, known_at), *_decided(key, decisions)]
    for before, period in zip([None, *periods], periods, strict=False):
        if before is None or before.level != period.level:
            moments.append(
                Moment(
                    "effective" if before is None else "level",
                    period.starts_at,
                    level=period.level,
                    reason=period.source,
                )
            )
    if (since := eligible_since(key, known_at)) is not None:
        moments.append(Moment("eligible", since))
    for one in list_rounds(key, known_at):
        detail = (("due", str(one.due)), ("tested", str(one.tested)), ("positive", str(one.positive)))
        moments.append(
            Moment("round", one.recorded_at, names.user(one.who), names.office(one.office), detail=detail)
        )
    moments += _ended(periods[-1], names, as_of)
    return tuple(sorted(moments, key=lambda one: (one.at, _STEPS.index(one.kind))))


@dataclass(frozen=True)
class _Names:
    users: dict[str, Text]
    offices: dict[str, Text]

    @classmethod
    def of(cls, periods: Sequence[Period]) -> "_Names":
        """The names of everybody the journal has at work on these areas."""
        key = periods[0].key
        entries = [*list_history("area", [key]), *list_history("round", [key])]
        users = {one.who for one in entries} | {one.who for one in periods}
        offices = {one.office for one in entries} | {one.office for one in periods}
        return cls(name_users(users), name_offices(offices))

    def user(self, user_id: str) -> Text | None:
        return self.users.get(user_id)

    def office(self, office_id: str) -> Text | None:
        return self.offices.get(office_id)


def _proposed(key: str, decisions: Sequence[DecisionRow], names: _Names, known_at: datetime) -> list[Moment]:
    by_hand = [
        Moment("proposed", one.recorded_at, names.user(one.who), names.office(one.office), one.reason)
        for one in list_history("area", [key])
        if one.verb == "proposed" and one.recorded_at <= known_at
    ]
    by_rule = [
        Moment("proposed", one.proposed_at)
        for one in decisions
        if one.kind == "area" and not any(abs(one.proposed_at - hand.at) < _ONE_ACT for hand in by_hand)
    ]
    return [*by_hand, *by_rule]


def _decided(key: str, decisions: Sequence[DecisionRow]) -> list[Moment]:
    moments = []
    for one in decisions:
        for at, signature in enumerate(one.signatures):
            reason = one.reason if at == 0 else ""
            moments.append(Moment("signed", signature.signed_at, signature.user, signature.office, reason))
        edits = one.edits.get(key, {})
        if edits:
            shown = tuple(
                (name, str(value))
                for name, value in sorted(edits.items())
                if name in ("level", "starts_at", "extent")
            )
            moments.append(Moment("edited", one.decided_at, detail=shown, reason=one.reason))
    return moments


def _ended(period: Period, names: _Names, as_of: datetime) -> list[Moment]:
    if period.valid_to is None or period.valid_to > as_of:
        return []
    return [
        Moment("ended", period.valid_to, names.user(period.who), names.office(period.office), _why(period))
    ]


def _why(period: Period) -> str:
    """The reason in the journal's entry that closed the area: of one area, or of all released by one act."""
    return find_reason(period.entry_id)
