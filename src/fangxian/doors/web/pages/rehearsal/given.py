"""Reads what is asked of a rehearsal: what was left as it is usually is no figure that was set."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.http import QueryDict

from fangxian.doors.web.given import read_number, read_place, unclear
from fangxian.engines.problems import Text
from fangxian.engines.rehearsal import Assumptions
from fangxian.engines.rehearsal.naming import ASSUMPTION_WORDS
from fangxian.operations.places.reach import Reach
from fangxian.operations.rehearsals.checking import SHARES
from fangxian.operations.rehearsals.rows import Wish

SHOWN = ("signing_hours", "accepted", "done_share", "found_venue", "participation", "tubes_a_day")
"""What is asked first; the rest is folded."""
_NOT_HERE = "vaccinated"
"""Another share of vaccinated people is another city on the disk: it is set by command or program."""
FOLDED = tuple(name for name in asdict(Assumptions()) if name not in (*SHOWN, _NOT_HERE))
_CALLED = {
    "futures": Text("未来的数量", "futures"),
    "days": Text("天数", "days"),
    "seed_cases": Text("最初感染者", "people infected at the beginning"),
    "seeded_days_ago": Text("几天前", "days ago"),
}


@dataclass(frozen=True)
class Assumed:
    """A figure of the assumptions. `most`: 1 for a share, empty where there is no end."""

    name: str
    title: Text
    value: str
    usual: str
    most: str


def assumed(names: Iterable[str], wish: Wish | None = None) -> list[Assumed]:
    """Return these assumptions, as a wish has them or as they usually are."""
    usual = asdict(Assumptions())
    given = {**usual, **(wish.assumptions if wish else {})}
    return [
        Assumed(
            name,
            ASSUMPTION_WORDS[name],
            _written(given[name]),
            _written(usual[name]),
            "1" if name in SHARES else "",
        )
        for name in names
    ]


def read_wish(form: QueryDict, reach: Reach) -> Wish:
    """Return what is asked. Raises `form-unclear`."""
    numbers = {name: read_number(form, name, called) for name, called in _CALLED.items()}
    return Wish(
        read_place(form, reach),
        tuple(form.getlist("plans")),
        form.get("disease", ""),
        assumptions=_read_assumptions(form),
        **numbers,
    )


def _read_assumptions(form: QueryDict) -> dict[str, float]:
    usual = asdict(Assumptions())
    said = {name: form.get(name, "").strip() for name in usual}
    given = {name: _read_figure(text, name) for name, text in said.items() if text}
    return {name: value for name, value in given.items() if value != usual[name]}


def _read_figure(text: str, name: str) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError as error:
        raise unclear(ASSUMPTION_WORDS[name]) from error


def _written(value: float) -> str:
    return f"{value:.10g}"
