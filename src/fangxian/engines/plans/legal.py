"""The legal ground of measures: who may order what, for how long, and where a person turns against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fangxian.engines.plans.plan import Figure
from fangxian.engines.problems import Text


@dataclass(frozen=True)
class LegalBasis:
    """One ground. `max_days` None: the law names no maximum; `confidence` M is shown as unconfirmed.

    `max_total_days`: how long one person may be bound without a break, however often it is renewed on new evidence
    (None: no longer than `max_days`).
    """

    key: str
    title: Text
    law: Text
    authority: Text
    review: Text
    counsel: Text
    court: Text
    appeal: Text
    max_days: float | None
    confidence: str
    sources: tuple[str, ...] = ()
    max_total_days: float | None = None

    @property
    def confirmed(self) -> bool:
        """False where the ground comes from memory only and must be shown as unconfirmed."""
        return self.confidence != "M"


@dataclass(frozen=True)
class Hours:
    """The clocks of a restriction: served, reviewed, an appeal heard, each within so much time."""

    serve_hours: float = 24
    review_days: float = 7
    appeal_hours: float = 48


@dataclass(frozen=True)
class Legal:
    """The grounds of one jurisdiction as in force between two dates."""

    id: str
    title: Text
    jurisdiction: Text
    valid_from: date
    valid_to: date | None
    bases: Mapping[str, LegalBasis]
    figures: Mapping[str, Figure]
    source_titles: Mapping[str, str]
    hours: Hours = Hours()
