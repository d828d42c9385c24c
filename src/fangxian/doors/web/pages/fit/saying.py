"""What a fit says, in sentences; and all its figures, each with its intervals."""

from dataclasses import dataclass

from fangxian.doors.web.pages.fit.words import WORDS
from fangxian.engines.problems import Text
from fangxian.engines.rehearsal.naming import FIT_WORDS
from fangxian.operations.fits.rows import Interval, Part, Result

_SHARES = ("detected_share", "asks_before", "asks_after", "found")
_WHOLE = ("seeds", "days_since_first", "infections", "undetected")


@dataclass(frozen=True)
class FigureRow:
    """A figure as it is read: the median, the middle half and the middle nine tenths."""

    title: Text
    median: str
    half: str
    most: str


def list_sentences(result: Result) -> list[Text]:
    """Return what the draws say, the most urgent first."""
    found = result.figures
    spread, seeds, days = found["r"], found["seeds"], found["days_since_first"]
    share = found["detected_share"]
    said = [
        _undetected(result),
        _say("spread", low=f"{spread.q05:.1f}", high=f"{spread.q95:.1f}", middle=f"{spread.q50:.1f}"),
        _say("share", low=f"{share.q05:.0%}", high=f"{share.q95:.0%}"),
        _say("begin", days=_between(days), seeds=_between(seeds)),
    ]
    if result.daily:
        inside = sum(day.around.q05 <= day.cases <= day.around.q95 for day in result.daily)
        said.append(_say("goes_along", inside=inside, days=len(result.daily)))
    return said


def figure_rows(result: Result) -> list[FigureRow]:
    """Return every figure, in the order in which they are said."""
    return [
        FigureRow(
            title,
            told(found.q50, name),
            f"{told(found.q25, name)} – {told(found.q75, name)}",
            f"{told(found.q05, name)} – {told(found.q95, name)}",
        )
        for name, title in FIT_WORDS.items()
        for found in (result.figures[name],)
    ]


def told(value: float, target: str) -> str:
    """Return a figure as finely as it is known.

    >>> told(0.254, "detected_share"), told(12.4, "undetected"), told(2.345, "r")
    ('25%', '12', '2.3')
    """
    if target in _SHARES:
        return f"{value:.0%}"
    return f"{value:,.0f}" if target in _WHOLE else f"{value:.1f}"


def _undetected(result: Result) -> Text:
    found = result.figures["undetected"]
    if round(found.q95) == 0:
        return _say("nobody")
    where = _likeliest(result.parts)
    if where is None:
        return _say("hidden", between=_between(found))
    if where.place_id is None:
        others = [part.place for part in result.parts if part.place_id]
        named = Text("、".join(one.zh for one in others), " and ".join(one.en for one in others))
        return _say("hidden_outside", between=_between(found), place=named)
    return _say("hidden_in", between=_between(found), place=where.place)


def _likeliest(parts: tuple[Part, ...]) -> Part | None:
    return max(parts, key=lambda part: (part.undetected.q50, part.undetected.q95), default=None)


def _between(found: Interval) -> Text:
    low, high = f"{found.q05:,.0f}", f"{found.q95:,.0f}"
    return Text(low, low) if low == high else Text(f"{low} 至 {high}", f"{low} to {high}")


def _say(key: str, **values: object) -> Text:
    return Text(WORDS.in_("zh-hans").say(key, **values), WORDS.in_("en").say(key, **values))
