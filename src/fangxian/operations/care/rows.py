"""Care as pages and programs see it: frozen rows, never models."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.operations.screening.rows import CarerRow

SEEN, NO_ANSWER = "seen", "no-answer"
OUTCOMES = (SEEN, NO_ANSWER)
"""What became of a visit or a call. Only who was seen has been visited."""
MEDICINES = ("blood-pressure", "diabetes", "heart", "asthma", "mental-health", "anticoagulant", "other")
"""Kinds, never a name of a drug: what somebody takes is nobody's business but theirs."""
ASKED, ARRIVED, CALLED_OFF = "asked", "arrived", "called-off"
AMBULANCE_STEPS = (ARRIVED, CALLED_OFF)
TOPICS = ("fear", "loneliness", "family", "work-and-money", "questions", "harm")
"""What a call to the line is about. harm: somebody may hurt themselves or others; it is answered first."""


@dataclass(frozen=True)
class HouseholdRow:
    """A household in a closed place: who is named to care for it, how many are wanted (五包一 where it is sealed)."""

    place_id: str
    place: Text
    household_id: str
    people: int
    level: str
    carers: tuple[CarerRow, ...]
    wanted: int

    @property
    def lacks(self) -> int:
        """How many carers who serve there are still to be named."""
        return max(self.wanted - sum(one.serves for one in self.carers), 0)

    @property
    def nobody(self) -> bool:
        """Whether nobody at all looks after the household."""
        return not any(one.serves for one in self.carers)


@dataclass(frozen=True)
class Lacking:
    """The households of closed places in reach. `counted`: they are on a register; without one nobody can be missed.

    `rows`: those that lack somebody, those with nobody first.
    """

    counted: int
    nobody: int
    short: int
    has_register: bool
    closed: int
    rows: tuple[HouseholdRow, ...]

    @property
    def few(self) -> int:
        """Households that have somebody, and too few."""
        return self.short - self.nobody


@dataclass(frozen=True)
class MedicineRow:
    """A kind of medicine and the day it runs out. `soon`: within the days of the rules."""

    kind: str
    runs_out_on: date
    soon: bool


@dataclass(frozen=True)
class AmbulanceRow:
    """A ride to a designated hospital. `state`: asked, arrived or called-off."""

    id: UUID
    person_id: str
    name: str
    place_id: str
    place: Text
    household_id: str
    hospital: str
    asked_at: datetime
    due_at: datetime
    state: str
    ended_at: datetime | None
    late: bool


@dataclass(frozen=True)
class CallRow:
    """A call to the mental-health line. `place_id`: from where, as far as the caller said."""

    id: UUID
    place_id: str
    place: Text
    topic: str
    called_at: datetime
    due_at: datetime
    answered_at: datetime | None
    late: bool


@dataclass(frozen=True)
class CareRow:
    """Somebody who needs looking after. `name`: empty where identities are hidden; `due_at`: the next visit.

    `late`: that hour is past; `alone`: in a closed place with nobody who serves there named for them.
    """

    person_id: str
    name: str
    place_id: str
    place: Text
    household_id: str
    needs: tuple[str, ...]
    carers: tuple[CarerRow, ...]
    closed: bool
    alone: bool
    seen_at: datetime | None
    tried_at: datetime | None
    due_at: datetime | None
    late: bool
    medicines: tuple[MedicineRow, ...]
    ambulance: bool

    @property
    def soon_out(self) -> bool:
        """Whether a medicine runs out soon."""
        return any(one.soon for one in self.medicines)
