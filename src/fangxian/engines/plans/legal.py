"""The legal ground of measures: who may order what, for how long, and where a person turns against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fangxian.engines.plans.plan import Figure
from fangxian.engines.problems import Text


@dataclass(frozen=True)
class LegalBasis:
    """One ground. `max_days` None: the law names no maximum; `confidence` M is shown as unconfirmed."""

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

    @property
    def confirmed(self) -> bool:
        """False where the ground comes from memory only and must be shown as unconfirmed."""
        return self.confidence != "M"


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
