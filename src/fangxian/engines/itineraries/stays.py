"""What an itinerary says: stays with their precision, and where in the text each piece of them stands."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fangxian.engines.gazetteer import Mention

SPAN_KINDS = ("day", "time", "place", "vehicle", "session", "zone", "seat")


@dataclass(frozen=True)
class Span:
    """A piece of the text, `text[start:end]`, that stays were read from: `stays` are their positions."""

    start: int
    end: int
    kind: str
    stays: tuple[int, ...]


@dataclass(frozen=True)
class Stay:
    """One stay as told. Minutes count from local midnight of `on`; None: not told; past 1440: the next day.

    `code` is the place where it is certain, else empty: then `place_text` is what was written and `mention`, where
    there is one, holds the candidates or the place around it. `until_on` is the last day (usually `on`).
    `precision`: exact (both ends told), window (somewhere inside), day.
    """

    on: date
    until_on: date
    from_minute: int | None
    to_minute: int | None
    precision: str
    code: str
    place_text: str
    mention: Mention | None
    start: int
    end: int
    vehicle: str = ""
    session: str = ""
    zone: str = ""
    seat: str = ""

    def arrive_at(self, timezone: str) -> datetime:
        """Return the earliest instant of the stay: local midnight where no hour was told."""
        return _instant(self.on, self.from_minute or 0, timezone)

    def leave_at(self, timezone: str) -> datetime:
        """Return the latest instant of the stay: the end of its last day where no hour was told."""
        if self.to_minute is None:
            return _instant(self.until_on, 24 * 60, timezone)
        return _instant(self.on, self.to_minute, timezone)


@dataclass(frozen=True)
class ItineraryRead:
    """The stays in order of the text, the pieces they were read from, and the lines that gave none."""

    stays: tuple[Stay, ...]
    spans: tuple[Span, ...]
    unread: tuple[tuple[int, int], ...]


def _instant(day: date, minute: int, timezone: str) -> datetime:
    # By the clock on the wall: a day with a change of the clock has no 1440 minutes.
    whole_days, rest = divmod(minute, 24 * 60)
    local = datetime.combine(
        day + timedelta(days=whole_days), time(rest // 60, rest % 60), ZoneInfo(timezone)
    )
    return local.astimezone(UTC)
