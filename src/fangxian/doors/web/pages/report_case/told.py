"""What a pasted text tells, as the page shows it: the text in pieces, and a row per stay to confirm or mend."""

from dataclasses import dataclass
from datetime import date, timedelta

from fangxian.engines.gazetteer import Context
from fangxian.engines.itineraries import ItineraryRead, Stay
from fangxian.operations.places.finding import find_places, read_stays
from fangxian.operations.places.rows import Candidate

_MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Piece:
    """A piece of the text: `kind` is empty between pieces, else day, time, place, asked, vehicle … or unread.

    `numbers` are the rows it led to, `precision` how precise a moment is.
    """

    text: str
    kind: str = ""
    numbers: tuple[int, ...] = ()
    precision: str = ""


@dataclass(frozen=True)
class StayRow:
    """One stay as its row of the form is filled; hours are "HH:MM" or empty."""

    number: int
    on: date
    until_on: date | None
    from_hour: str
    to_hour: str
    precision: str
    place_text: str
    settled: bool
    session: str
    zone: str
    seat: str


@dataclass(frozen=True)
class Told:
    """The text in pieces, and each row with the places it may mean."""

    pieces: tuple[Piece, ...]
    rows: tuple[tuple[StayRow, list[Candidate]], ...]


def read_told(text: str, today: date, context: Context) -> Told:
    """Read a pasted text; browsers send line ends in two characters, which the pieces count as one."""
    text = text.replace("\r\n", "\n")
    read = read_stays(text, today, context)
    rows = tuple((_row(number, stay), _choices(stay, context)) for number, stay in enumerate(read.stays, 1))
    return Told(tuple(_pieces(text, read)), rows)


def _row(number: int, stay: Stay) -> StayRow:
    days, minute = divmod(stay.to_minute or 0, _MINUTES_A_DAY)
    last = stay.on + timedelta(days=days) if stay.to_minute is not None else stay.until_on
    to_hour = _hour(minute) if stay.to_minute is not None else ""
    if stay.to_minute and not minute:
        # Midnight at the end of a day: the form leaves the hour of the day before empty.
        last, to_hour = last - timedelta(days=1), ""
    return StayRow(
        number=number,
        on=stay.on,
        until_on=last if last > stay.on else None,
        from_hour="" if stay.from_minute is None else _hour(stay.from_minute),
        to_hour=to_hour,
        precision=stay.precision,
        place_text=stay.place_text,
        settled=bool(stay.code),
        session=stay.session,
        zone=stay.zone,
        seat=stay.seat,
    )


def _hour(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _choices(stay: Stay, context: Context) -> list[Candidate]:
    """Return the places to choose from: the one found, else those the words may mean; none is chosen for anybody."""
    if stay.mention is not None and stay.mention.text == stay.place_text:
        return [
            Candidate(one.code, one.name, one.path, one.level, one.score, one.code == stay.code)
            for one in stay.mention.candidates
        ]
    found = find_places(stay.place_text, within=context.within or None)
    return [Candidate(one.place_id, one.name, one.path, one.level, one.score, False) for one in found]


def _pieces(text: str, read: ItineraryRead) -> list[Piece]:
    marked = [(span.start, span.end, _kind(span.kind, span.stays, read), span.stays) for span in read.spans]
    marked += [(start, end, "unread", ()) for start, end in read.unread]
    pieces: list[Piece] = []
    at = 0
    for start, end, kind, stays in sorted(marked):
        if start < at:
            continue
        pieces.append(Piece(text[at:start]))
        precision = read.stays[stays[0]].precision if kind in ("day", "time") else ""
        pieces.append(Piece(text[start:end], kind, tuple(number + 1 for number in stays), precision))
        at = end
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


def _kind(kind: str, stays: tuple[int, ...], read: ItineraryRead) -> str:
    return "asked" if kind == "place" and not read.stays[stays[0]].code else kind
