"""Stays read from a text, as a table."""

import polars as pl

from fangxian.engines.itineraries.stays import ItineraryRead, Stay
from fangxian.engines.problems import Text
from fangxian.engines.tables import DAY, INSTANT, PRECISIONS, Column, Table

STAYS_TOLD = Table(
    "stays_told",
    Text("读出的到访", "stays told"),
    (
        Column("place_id", pl.String(), Text("地点", "place")),
        Column("arrive_at", INSTANT, Text("到达时间", "arrived at"), required=True),
        Column("leave_at", INSTANT, Text("离开时间", "left at"), required=True),
        Column("precision", pl.String(), Text("时间精度", "precision"), required=True, values=PRECISIONS),
        Column("session", pl.String(), Text("场次", "session")),
        Column("zone", pl.String(), Text("区域", "zone")),
        Column("seat", pl.String(), Text("座位", "seat")),
        Column("vehicle", pl.String(), Text("车次航班", "vehicle")),
        Column("on", DAY, Text("日期", "day"), required=True),
        Column("place_text", pl.String(), Text("地点原文", "place as written"), required=True),
        Column("candidates", pl.String(), Text("候选", "candidates")),
        Column("words", pl.String(), Text("原文", "words"), required=True),
    ),
)
"""`place_id` is null where the place has to be asked about; `words` are those the stay was read from."""


def stays_table(text: str, read: ItineraryRead, timezone: str) -> pl.DataFrame:
    """Return the stays read from a text (STAYS_TOLD); hours are local to `timezone`.

    >>> stays_table("", ItineraryRead((), (), ()), "UTC").height
    0
    """
    return STAYS_TOLD.rows([_row(text, stay, timezone) for stay in read.stays])


def _row(text: str, stay: Stay, timezone: str) -> dict[str, object]:
    candidates = stay.mention.candidates if stay.mention else ()
    return {
        "place_id": stay.code or None,
        "arrive_at": stay.arrive_at(timezone),
        "leave_at": stay.leave_at(timezone),
        "precision": stay.precision,
        "session": stay.session or None,
        "zone": stay.zone or None,
        "seat": stay.seat or None,
        "vehicle": stay.vehicle or None,
        "on": stay.on,
        "place_text": stay.place_text,
        "candidates": " | ".join(f"{one.code} {one.score:.2f} {one.path}" for one in candidates) or None,
        "words": text[stay.start : stay.end],
    }
