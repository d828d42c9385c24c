"""What is asked at a venue of each kind, how often, and what makes it more urgent: data that a pack fills."""

from collections.abc import Mapping
from dataclasses import dataclass

from fangxian.engines.plans import Figure
from fangxian.engines.problems import Text

ANSWERS = ("yes", "no", "not-asked")
SEVERITIES = ("minor", "serious", "grave")
RISKS = ("low", "medium", "high")
ANY_KIND = "other"
"""The checklist of every venue whose kind has none of its own."""


@dataclass(frozen=True)
class VenueQuestion:
    """What an inspector asks at a venue; a no is a finding of this severity."""

    key: str
    title: Text
    severity: str
    confidence: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class VenueKind:
    """A kind of venue: looked at every so many days, in so many minutes at the door, with these questions."""

    key: str
    title: Text
    every_days: float
    minutes: float
    questions: tuple[VenueQuestion, ...]


@dataclass(frozen=True)
class Checklist:
    """The rules of outreach of one jurisdiction.

    `weights`: how much each reason to go counts; `shorter`: risk of the place -> the share of the interval that is
    left of it; `rectify_hours`: severity -> until when it is put right; `near_m`: an exposure so near counts;
    `closed_days`: a closing on findings ends by itself after so many; `leave_test_hours`: a test is fresh so long;
    `acknowledge_hours`: a home city says within so many that a letter came; `keep_days`: how long who leads a group
    is kept once the group has left.
    """

    id: str
    title: Text
    kinds: Mapping[str, VenueKind]
    weights: Mapping[str, float]
    shorter: Mapping[str, float]
    rectify_hours: Mapping[str, float]
    near_m: float
    closed_days: float
    leave_test_hours: float
    acknowledge_hours: float
    keep_days: float
    figures: Mapping[str, Figure]
    source_titles: Mapping[str, str]

    def kind_of(self, venue_kind: str) -> VenueKind:
        """Return what is asked at a venue of this kind; whatever has no list of its own is asked as any other."""
        return self.kinds.get(venue_kind, self.kinds[ANY_KIND])
