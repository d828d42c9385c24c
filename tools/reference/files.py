"""Every file `fangxian respond` reads and writes, column by column, from the tables themselves."""

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tables import Column, Table
from fangxian.stores.outputs import FILES

HEAD = """# Files

The columns of every file that goes in or comes out are a contract: they are the tables of the code, and a test holds
this page to them. `make docs` writes it.

## What every file has in common

- **Kinds.** CSV, XLSX or Parquet. CSV may be UTF-8 (with or without a byte order mark), GBK, GB18030 or UTF-16,
  separated by comma, semicolon, tab or `|`. The first sheet of a workbook is read.
- **Headers.** A column is found by its name or by its Chinese or English label below, whatever the case or spacing.
  Other columns are left alone; the order does not matter. A column named twice is an error.
- **Required.** Only the columns marked so; in files you give, these are the first three (two for households, one for
  persons, three for places).
- **Dates** (`_on`) are local dates: `2021-07-28`, `2021/7/28`, `2021年7月28日`, `20210728`, or a spreadsheet's day
  number. `28/7/2021` is rejected: it could mean two things. **Instants** (`_at`) are the same with a time; without a
  zone they are local to `--timezone` (default: the zone of the place pack, else the offset of `--as-of`).
- **Identifiers** are text. `430102199001011234.0` loses its point; `4.30102E+17` has lost its digits and is rejected,
  as is a number of more than 15 digits in a workbook.
- **Balance.** read = accepted + duplicate + rejected. A row identical to an earlier one is a duplicate. Every rejected
  row is listed in `rejected.csv` with file, line (the header is line 1), column, value and reason in both languages.
  Rejected too: a case or person given again with other content, a stay that ends before it begins, a place whose
  parent is nowhere.
- **Ids of places** are those of an installed place pack (`--place-pack`, or found by the residences), of your own
  `--places`, or simply the names you use: without a tree every home is a community under one root.
"""

IN = (
    (tables.CASES, "`--cases`", "The line list, one row per case. Keep discarded cases in it (kind `discarded`), so that "
     "what rested on them is released. `outbreak_id` defaults to `outbreak-1`, `kind` to `confirmed`, `disease` to "
     "`sars-cov-2-delta`; the plan follows from the disease and the date of the first case."),
    (tables.CONTACTS, "`--contacts`", "People named in an interview."),
    (tables.PRESENCES, "`--presences`", "Who was where, when. Parquet (a file or a folder) is never read into memory. "
     "`source` is `interview` where only the case told of it: a place without any other source has no list of visitors, "
     "and those who were there count as not found."),
    (tables.HOUSEHOLDS, "`--households`", "Who lives with whom."),
    (tables.PERSONS, "`--persons`", "What a rule may ask about a person, and where it lives: its order goes there. "
     "Without it a contact belongs to the place of exposure, or to the office that interviews the case."),
    (tables.PLACES, "`--places`", "Your own places; venues have level `venue` and hang under a place of the tree. "
     "`code` and `parent` will do for `place_id` and `parent_id`."),
)  # fmt: skip

OUT = {
    "exposures.parquet": "Who was exposed, through which case. One row per person, degree, via, place, kind and case.",
    "venue_exposures.csv": "The places infectious cases visited; `unknown_attendees` where nobody has a list.",
    "areas.csv": "Risk areas proposed, standing, eligible to end, to be released.",
    "measures.csv": "One row per measure and place (venue measures: per venue). `people`: bound or concerned.",
    "orders.csv": "One row per order and receiving office: its dispatch. `parent_dispatch_id` is the dispatch above.",
    "restrictions.csv": "One row per person and measure that takes liberty; two signatures; always an end.",
    "follow_ups.csv": "One row per person and measure that does not restrict.",
    "testing.csv": "One row per community, sampling site and group sent there; `rule` names the measure.",
    "staffing.csv": "One row per need and place that sends people; a need nobody can fill has a row with 0 people.",
    "burdens.csv": "One row per measure that stands: whom it binds, who is exempt, how many days are left.",
    "costs.csv": "One row per measure and cost line, until the measure ends; confidence M is unconfirmed.",
    "restricted.csv": "One row per city: people restricted by everything that stands there, each community once.",
}

TAIL = """
## change, evidence, digest

Every table of what is proposed ends in the same columns. `change` is the difference from what stands (`--standing`):
`new`, `changed` (a person has to sign it again), `unchanged`, or `no_longer_supported` (release it by `release_due_at`).
`evidence` names the cases the row rests on. `digest` holds a mark of every proposed value: edit a value in the file and
the next run sees that a person did, and keeps it; do not edit the digest. `people`, `reason_*`, `eligible_to_end` and
`evidence` follow the facts by themselves.

## response.json, summary.md, rejected.csv

`response.json`: outbreaks with plan and version, `as_of`, `known_at`, zone, places, the inputs with their sha256 and
balance, rows per table and change, outbreaks whose end is proposed (`to_end`), remarks. `summary.md`: one page in
Chinese, one in English; each figure names the file and the filter that give it. `rejected.csv`
is there when a row was rejected. The directory is written beside its place and moved in whole; the same inputs give the same bytes.
"""


def describe_files() -> str:
    """Return the page."""
    parts = [HEAD, "\n## Files you give\n"]
    parts += [f"\n### {table.name} ({option})\n\n{words}\n\n{_columns(table)}" for table, option, words in IN]
    parts += ["\n## Files you get\n\nTimes are ISO 8601 with the local offset; Parquet holds UTC instants.\n"]
    parts += [f"\n### {name}\n\n{OUT[name]}\n\n{_columns(table)}" for name, table in FILES.items()]
    return "".join([*parts, TAIL])


def _columns(table: Table) -> str:
    rows = [_row(column) for column in table.columns]
    return "\n".join(["| column | required | type | 中文 | English |", "|---|---|---|---|---|", *rows]) + "\n"


def _row(column: Column) -> str:
    kind = " / ".join(f"`{value}`" for value in column.values) or _kind(column)
    required = "yes" if column.required else ""
    return f"| `{column.name}` | {required} | {kind} | {column.label.zh} | {column.label.en} |"


def _kind(column: Column) -> str:
    names = {
        pl.String: "text",
        pl.Int64: "whole number",
        pl.Float64: "number",
        pl.Boolean: "yes/no",
        pl.Date: "date",
    }
    name = names.get(type(column.dtype), "instant")
    return f"{name} ({column.unit})" if column.unit else name
