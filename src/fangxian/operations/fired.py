"""Signals, and what each one fired: which rule of which plan, what it proposed, what became of that. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.contacts.queries import find_run
from fangxian.operations.decisions.resting import Rested, list_rested
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.signals.queries import list_signals
from fangxian.operations.signals.rows import SignalRow


@dataclass(frozen=True)
class Fired:
    """One signal and what it fired. `asked`: the plan has been run since it was recorded."""

    signal: SignalRow
    place: Text
    fired: tuple[Rested, ...]
    asked: bool

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules it fired, each once."""
        return tuple(dict.fromkeys(one.rule for one in self.fired))


def list_fired(reach: Reach, outbreak_id: str, known_at: datetime) -> tuple[Fired, ...]:
    """Return the signals within reach, the latest first, with what each fired there. Raises `not-found`."""
    root = get_outbreak(reach, outbreak_id, known_at).place_id
    signals = sorted(
        list_signals(reach, outbreak_id, known_at), key=lambda row: (row.recorded_at, row.key), reverse=True
    )
    run = find_run(reach.narrow(root), outbreak_id, known_at)
    names = {_name(row): row for row in signals}
    rested = list_rested(reach, outbreak_id, names, known_at)
    places = titles_of([row.place_id for row in signals])
    return tuple(
        Fired(
            signal=row,
            place=places[row.place_id],
            fired=tuple(one for one in rested if _name(row) in one.evidence),
            asked=run is not None and run.as_of >= row.recorded_at,
        )
        for row in signals
    )


def _name(row: SignalRow) -> str:
    """How a signal is named among the evidence of a row: "pool:t-17"."""
    return f"{row.kind}:{row.key}"
