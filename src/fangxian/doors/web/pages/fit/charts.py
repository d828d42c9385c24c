"""The fan around the daily counts as numbers for the island that draws it."""

from dataclasses import asdict
from typing import Any

from fangxian.doors.web.pages.fit.words import WORDS
from fangxian.operations.fits.rows import Result


def chart_of(result: Result, language: str) -> dict[str, Any]:
    """Return the days, the cases on record and the lines of the fan, with the words on the axes."""
    w = WORDS.in_(language)
    around = [asdict(day.around) for day in result.daily]
    return {
        "days": [w.say("axis_day", day=day.on.day, month=day.on.month) for day in result.daily],
        "record": [day.cases for day in result.daily],
        "lines": {name: [lines[name] for lines in around] for name in ("q05", "q25", "q50", "q75", "q95")},
        "words": {key: w[key] for key in ("axis_cases", "on_record", "futures_median")},
    }
