"""Who infected whom: every case, its possible sources, and how likely each is."""

from dataclasses import dataclass

import polars as pl

from fangxian.engines import tables
from fangxian.engines.chains.history import NaturalHistory
from fangxian.engines.chains.learning import Evidence, Learnt, learn
from fangxian.engines.chains.listing import list_links
from fangxian.engines.chains.survey import Given, Ground, evidence_of, survey
from fangxian.engines.problems import Problem, Text

CROWDINGS = (0.0, 0.5, 1.0)
"""How much a crowd dilutes a meeting: minutes / people ** power. The cases choose."""

FIRST_LOOK = 4
"""Rounds of learning before the crowding is chosen."""


@dataclass(frozen=True)
class ChainResult:
    """`chains` follows `tables.CHAINS`; `unknown_share` is the expected share of cases without a known source."""

    chains: pl.DataFrame
    unknown_share: float
    crowding: float
    remarks: tuple[Text, ...]


def find_chains(
    cases: pl.DataFrame,
    history: NaturalHistory,
    *,
    stays: pl.DataFrame | None = None,
    crowds: pl.DataFrame | None = None,
    contacts: pl.DataFrame | None = None,
    households: pl.DataFrame | None = None,
    people: int | None = None,
    timezone: str = "UTC",
    least: float = 0.001,
    most: int = 50,
) -> ChainResult:
    """Return, for every case of one outbreak, who may have infected it (`tables.CHAINS`).

    `stays`: presences of the cases' persons (`tables.PRESENCES`; others are left alone). `crowds`: place_id, on
    (local date), people. `people`: how many persons these presences, crowds and households speak of; with it the
    exposures of those who were not infected count too. `least`: candidates less likely are not listed but added to the unknown source; at most
    `most` are listed. Discarded cases are left out. Any of the inputs may be missing or have gaps: dates alone,
    households alone or clusters alone give wider answers, not none.

    Raises:
        TableError: a frame is not its table.
        Problem: "case-twice" when a case id appears more than once.

    >>> from datetime import date
    >>> line_list = tables.CASES.rows([
    ...     {"case_id": "a", "person_id": "p", "reported_on": date(2021, 7, 25), "onset_on": date(2021, 7, 22)},
    ...     {"case_id": "b", "person_id": "q", "reported_on": date(2021, 7, 29), "onset_on": date(2021, 7, 27)}])
    >>> home = tables.HOUSEHOLDS.rows([{"person_id": "p", "household_id": "h"},
    ...                                {"person_id": "q", "household_id": "h"}])
    >>> delta = NaturalHistory(5.8, 3.2, {-2: 1.0, -1: 1.0, 0: 0.9, 1: 0.7, 2: 0.5})
    >>> found = find_chains(line_list, delta, households=home).chains
    >>> found.filter(rank=1).select("infectee", "infector").rows()
    [('a', None), ('b', 'a')]
    """
    given = Given(
        _counted(cases),
        _table(tables.PRESENCES, stays),
        crowds,
        _table(tables.CONTACTS, contacts),
        _table(tables.HOUSEHOLDS, households),
        timezone,
        people,
    )
    return _find(given, history, least, most)


def _find(given: Given, history: NaturalHistory, least: float, most: int) -> ChainResult:
    if given.cases.is_empty():
        return ChainResult(tables.CHAINS.empty(), 0.0, 0.0, ())
    ground = survey(given, history)
    evidence, learnt, crowding = _weigh(ground, given.crowds)
    chains = list_links(ground, evidence, learnt, crowding, given.timezone, least, most)
    unknown = chains.filter(pl.col("infector").is_null())["probability"].to_numpy().mean()
    return ChainResult(chains, float(unknown), crowding, _remarks(given.cases, ground))


def _table(table: tables.Table, frame: pl.DataFrame | None) -> pl.DataFrame:
    return table.empty() if frame is None else table.check(frame)


def _counted(cases: pl.DataFrame) -> pl.DataFrame:
    """Return the cases without the discarded ones."""
    checked = tables.CASES.check(cases)
    counted = checked.filter((pl.col("kind") != "discarded").fill_null(value=True))
    twice = counted.filter(pl.col("case_id").is_duplicated())
    if twice.height:
        raise _twice(twice["case_id"].sort()[0])
    return counted


def _weigh(ground: Ground, crowds: pl.DataFrame | None) -> tuple[Evidence, Learnt, float]:
    """Learn what the evidence tells, with the crowding under which it tells most."""
    fits: dict[float, float] = {}
    powers = CROWDINGS if crowds is not None and len(ground.meetings) else CROWDINGS[:1]
    if len(powers) > 1:
        fits = {power: learn(evidence_of(ground, power), FIRST_LOOK).fit for power in powers}
    crowding = max(powers, key=lambda power: fits.get(power, 0.0))
    evidence = evidence_of(ground, crowding)
    return evidence, learn(evidence), crowding


def _remarks(cases: pl.DataFrame, ground: Ground) -> tuple[Text, ...]:
    dateless = cases["onset_on"].null_count()
    sources = cases.filter(pl.col("source_case_id").is_not_null())
    lost = sources.height - ground.ties.pairs.filter("stated").height
    told = (
        (
            dateless,
            Text(
                f"{dateless} 例没有发病日期，按采样或报告日期推断，范围更宽。",
                f"{dateless} cases have no onset; sampling or report stands in for it, with a wider spread.",
            ),
        ),
        (
            lost,
            Text(
                f"{lost} 例注明的传染来源不在病例表中，未采用。",
                f"{lost} stated sources are not in the line list and were not used.",
            ),
        ),
    )
    return tuple(text for number, text in told if number)


def _twice(case_id: str) -> Problem:
    return Problem(
        "case-twice",
        Text(f"病例 {case_id} 出现多次。", f"The case {case_id} appears more than once."),
        Text("每个病例编号只能有一行。", "Every case id stands on one row."),
        Text("请合并或改正编号后重试。", "Merge the rows or correct the id, and try again."),
    )
