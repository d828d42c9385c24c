"""Imports the lists a register is made of: grid rosters, phones, shops, parcels, earlier rounds, self-registrations."""

from datetime import date, datetime
from hashlib import blake2b
from uuid import UUID

import polars as pl

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.imports.reading import read_content
from fangxian.operations.imports.rows import Applied, BatchRow, Refusal, Terms
from fangxian.operations.imports.services import import_rows
from fangxian.operations.rounds.listed import find_rows, keep_rows
from fangxian.stores.list_sources import LIST_FILE, SOURCES
from fangxian.stores.listed import LISTED

LISTS = tuple(source.list_id for source in SOURCES)
_LONGEST = 64
_SAYS_WHO = ("person_id", "full_name", "id_number", "phone")
_FACTS = tuple(name for name in LIST_FILE.names if name != "row_id")


def import_people(
    actor: Actor,
    clock: Clock,
    *,
    list_id: str,
    outbreak_id: str,
    name: str,
    content: bytes,
    terms: Terms | None,
) -> BatchRow:
    """Import rows of a list (CSV, XLSX, Parquet). Until it is switched on, no register is made of them.

    A row the list has is a duplicate; one with the number of another row and other facts is refused, and so is whoever
    lives outside the places of whoever imports. Rows are kept sealed until the day the terms say.

    Raises:
        Problem: `not-found` (outbreak), `cannot-read-file`, `terms-needed`, `retention-passed`.
    """
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    reading = read_content(name, content, LIST_FILE, outbreak.timezone)

    def apply(frame: pl.DataFrame, batch_id: UUID) -> Applied:
        until = terms.retention_until if terms else None
        return _apply(actor, at, outbreak_id, list_id, frame, batch_id, until or at.date())

    return import_rows(actor, clock, kind=list_id, source=name, reading=reading, apply=apply, terms=terms)


def _apply(
    actor: Actor,
    at: datetime,
    outbreak_id: str,
    list_id: str,
    frame: pl.DataFrame,
    batch_id: UUID,
    until: date,
) -> Applied:
    lined = _digested(frame).with_row_index("row")
    refused = _refuse(actor, lined)
    good = lined.filter(~pl.col("row").is_in([refusal.row for refusal in refused]))
    there = find_rows(outbreak_id, list_id, at).select("row_id", known="digest").unique("row_id")
    seen = good.join(there, on="row_id", how="left").sort("row")
    first = pl.col("digest").first().over("row_id")
    seen = seen.with_columns(
        repeated=pl.col("known").is_not_null() | (pl.int_range(pl.len()).over("row_id") > 0),
        other=pl.coalesce("known", first) != pl.col("digest"),
    )
    refused += [
        Refusal(row, "row_id", row_id, _OTHER_FACTS)
        for row, row_id in seen.filter("other").select("row", "row_id").iter_rows()
    ]
    fresh = seen.filter(~pl.col("repeated"))
    keys = pl.format("{}-{}", pl.lit(str(batch_id)), pl.col("row").cast(pl.String).str.zfill(8))
    keep_rows(batch_id, outbreak_id, list_id, LISTED.check(fresh.with_columns(row_key=keys)), until, at)
    duplicate = seen.filter(pl.col("repeated") & ~pl.col("other")).height
    return Applied(fresh.height, duplicate, tuple(refused))


_OTHER_FACTS = Text(
    "该行号已有一行且内容不同，文件不更正已有内容",
    "the list has a row of this number that says something else: a file corrects nothing",
)


def _digested(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with a digest of what they say; it is the number of a row that has none."""
    said = frame.select(pl.concat_str(pl.col(_FACTS).cast(pl.String).fill_null(""), separator="\0"))
    digests = [blake2b(text.encode(), digest_size=12).hexdigest() for text in said.to_series()]
    return frame.with_columns(digest=pl.Series(digests, dtype=pl.String)).with_columns(
        row_id=pl.coalesce("row_id", "digest")
    )


def _refuse(actor: Actor, lined: pl.DataFrame) -> list[Refusal]:
    """One reason a row, the first of these."""
    places = actor.reach.keep(lined["place_id"].unique())
    long = {name: pl.col(name).str.len_chars() > _LONGEST for name in ("row_id", "person_id", "household_id")}
    faults = [
        ("place_id", ~pl.col("place_id").is_in(sorted(places)), _NO_PLACE),
        ("full_name", pl.all_horizontal(pl.col(_SAYS_WHO).is_null()), _NOBODY),
        *((name, is_long, _TOO_LONG) for name, is_long in long.items()),
    ]
    found: dict[int, Refusal] = {}
    for column, wrong, reason in faults:
        for row, value in lined.filter(wrong).select("row", column).iter_rows():
            found.setdefault(row, Refusal(row, column, value or "", reason))
    return [found[row] for row in sorted(found)]


_NO_PLACE = Text("没有这个地点，或不在您的辖区", "there is no such place, or it is not in your area")
_NOBODY = Text(
    "姓名、身份证号、电话、人员编号全无，无法知道是谁",
    "neither name, identity number, phone nor person number: it says of nobody who they are",
)
_TOO_LONG = Text(f"超过{_LONGEST}个字符", f"longer than {_LONGEST} characters")
