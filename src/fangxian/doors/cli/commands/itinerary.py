"""`fangxian itinerary`: a published itinerary or an interview in words, into stays to be checked."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("itinerary")(itinerary)


def itinerary(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="The text, in Chinese or English.")
    ],
    anchor: Annotated[
        datetime,
        typer.Option(formats=["%Y-%m-%d"], help="The day of the report: dates without a year are before it."),
    ],
    out: Annotated[Path, typer.Option(dir_okay=False, help="The stays: a .csv or .parquet file.")],
    places: Annotated[str, typer.Option(help="The place pack.")] = "hunan-4",
    within: Annotated[str | None, typer.Option(help="Code of a place the text is about.")] = None,
    timezone: Annotated[str | None, typer.Option(help="Zone of the hours (default: the pack's).")] = None,
) -> None:
    """Read stays from an itinerary: day, hours, precision, place, seat, and the words each was read from.

    A place that is not certain has no code but its words and candidates; lines that gave no stay are printed.

    \b
    Examples:
      fangxian itinerary notice.txt --anchor 2021-07-30 --out stays.csv
      fangxian itinerary interview.txt --anchor 2021-07-30 --within 4308 --out stays.parquet
    """
    from fangxian.doors.cli.resolving import ItineraryWish, run_itinerary

    run_itinerary(ItineraryWish(file, anchor.date(), out, places, within, timezone))
