"""What is on record of one person, and what is asked for them."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class OwnCase:
    """The person is a case that is not discarded."""

    case_id: str
    kind: str
    reported_on: date
    sampled_at: datetime | None = None


@dataclass(frozen=True)
class Path:
    """The person met a case that is not discarded: found by the tracer, or named by that case.

    `score` None: named, and not traced yet. `told_by`: who put a naming on record ("" for what the tracer found).
    """

    case_id: str
    degree: int
    kind: str
    score: float | None
    first_exposed_at: datetime
    last_exposed_at: datetime
    told_by: str = ""


@dataclass(frozen=True)
class Evidence:
    """Everything on record that could carry a restriction of one person; empty for most people of a city."""

    own: tuple[OwnCase, ...] = ()
    paths: tuple[Path, ...] = ()

    @property
    def case_ids(self) -> frozenset[str]:
        """The cases it comes from."""
        return frozenset({*(one.case_id for one in self.own), *(path.case_id for path in self.paths)})

    @property
    def nearest(self) -> tuple[Path, ...]:
        """The paths of the closest degree, which is the one a plan judges a person by."""
        degree = min((path.degree for path in self.paths), default=0)
        return tuple(path for path in self.paths if path.degree == degree)


@dataclass(frozen=True)
class Bound:
    """What binds the person by the same measure already: since when without a break, until when, on which evidence.

    `known`: the evidence as it stood when it last took effect; what is renewed needs more than that.
    """

    first_bound_at: datetime
    bound_at: datetime
    ends_at: datetime
    known: Evidence = Evidence()


@dataclass(frozen=True)
class Asked:
    """One row that would bind one person. `evidence`: the cases it names. `asked_by`: who asked by hand ("" a rule)."""

    person_id: str
    measure: str
    legal_basis: str
    starts_at: datetime
    ends_at: datetime
    evidence: tuple[str, ...]
    asked_by: str = ""
    bound: Bound | None = None
