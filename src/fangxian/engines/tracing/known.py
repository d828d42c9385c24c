"""Which cases were known: what had been recorded by one moment, and nothing later."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text

DEFAULT_KIND = "confirmed"


def known_cases(
    cases: pl.DataFrame, counted_kinds: Collection[str], as_of: datetime, known_at: datetime, timezone: str
) -> pl.DataFrame:
    """Return the cases that count at `as_of` with what was recorded by `known_at` (`tables.CASES`).

    A case counts when it was reported by the local date of the earlier of the two moments and its kind
    (absent: confirmed) is in `counted_kinds`. Onset, sampling and isolation later than that moment were
    not known yet and become null. The order of rows is kept.

    Raises:
        TableError: `cases` is not a line list.
        Problem: `as_of` or `known_at` has no time zone.

    >>> line_list = tables.CASES.rows([
    ...     {"case_id": "c1", "person_id": "p1", "reported_on": date(2021, 7, 29)},
    ...     {"case_id": "c2", "person_id": "p2", "reported_on": date(2021, 7, 31)}])
    >>> noon = datetime(2021, 7, 30, 4, tzinfo=UTC)
    >>> known_cases(line_list, {"confirmed"}, noon, noon, "Asia/Shanghai")["case_id"].to_list()
    ['c1']
    """
    moment = min(require_zone(as_of), require_zone(known_at)).astimezone(UTC)
    today = moment.astimezone(ZoneInfo(timezone)).date()
    return (
        tables.CASES.check(cases)
        .with_columns(pl.col("kind").fill_null(DEFAULT_KIND))
        .filter(pl.col("reported_on") <= today, pl.col("kind").is_in(sorted(counted_kinds)))
        .with_columns(
            _unless_later("onset_on", today),
            _unless_later("sampled_at", moment),
            _unless_later("isolated_at", moment),
        )
    )


def require_zone(moment: datetime) -> datetime:
    """Return `moment`, or raise a Problem if it has no time zone: engines never guess one."""
    if moment.tzinfo is None:
        raise Problem(
            "moment-without-zone",
            Text(f"时刻 {moment} 没有时区。", f"The moment {moment} has no time zone."),
            Text("时刻须带时区。", "A moment carries its zone."),
            Text("请写成 2021-07-31T18:00+08:00 的形式。", "Write it like 2021-07-31T18:00+08:00."),
        )
    return moment


def _unless_later(column: str, limit: date | datetime) -> pl.Expr:
    return pl.when(pl.col(column) <= limit).then(pl.col(column))
