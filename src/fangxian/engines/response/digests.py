"""The digest of a row: a short mark per proposed column, so that an edit by a person can be told from a new proposal."""

from hashlib import blake2b

import polars as pl

from fangxian.engines.tables import ORDERS, Table

PROPOSED: dict[str, tuple[str, ...]] = {
    "areas": ("place_id", "level", "starts_at"),
    "measures": (
        "measure",
        "place_id",
        "starts_at",
        "ends_at",
        "restricts",
        "legal_basis",
        "deadline_at",
        "people",
    ),
    "orders": (
        "place_id",
        "department",
        "measure",
        "owner_role",
        "deadline_at",
        "proof",
        "subject_place_id",
        "people",
    ),
    "restrictions": (
        "person_id",
        "measure",
        "place_id",
        "starts_at",
        "ends_at",
        "legal_basis",
        "signatures_required",
        "voluntary_first",
    ),
    "follow_ups": ("person_id", "measure", "place_id", "starts_at", "ends_at", "deadline_at"),
    "testing": ("place_id", "site_place_id", "people", "pool_size", "tubes", "samplers", "due_at"),
    "staffing": ("from_place_id", "to_place_id", "role", "people", "needed"),
}
"""The columns of each table that a rule proposes and a person may edit; all others are kept up to date silently."""

LIVING = "~"
"""The mark of a proposed column that follows the facts by itself and so can be neither changed nor edited."""

KEY = {
    "areas": "area_id",
    "measures": "measure_id",
    ORDERS.name: "dispatch_id",
    "restrictions": "restriction_id",
    "follow_ups": "follow_up_id",
    "testing": "testing_id",
    "staffing": "assignment_id",
}


def mark(text: str) -> str:
    """Return eight hexadecimal digits that stand for `text` on every machine.

    >>> mark("medium")
    'c5345718'
    """
    return blake2b(text.encode(), digest_size=4).hexdigest()


def marks(values: pl.Series) -> pl.Series:
    """Return the mark of every value; each distinct value is digested once."""
    if values.dtype.is_temporal():
        values = values.to_physical()
    words = values.cast(pl.String()).fill_null("")
    distinct = words.unique()
    table = {word: mark(word) for word in distinct}
    return words.replace_strict(table, return_dtype=pl.String()) if table else words


def identity(prefix: str, *parts: pl.Series) -> pl.Series:
    """Return a stable id per row made from the given columns: `prefix` and sixteen hexadecimal digits."""
    joined = pl.select(pl.concat_str([part.fill_null("") for part in parts], separator="\x1f")).to_series()
    table = {text: blake2b(text.encode(), digest_size=8).hexdigest() for text in joined.unique()}
    return prefix + joined.replace_strict(table, return_dtype=pl.String()) if table else joined


def with_digest(frame: pl.DataFrame, table: Table, living: pl.Expr | None = None) -> pl.DataFrame:
    """Fill `digest` from the proposed columns and from `facts` (a column of case marks).

    `living`: for which rows `people` follows the facts by itself.
    """
    columns = [marks(frame[name]).alias(f"mark_{name}") for name in PROPOSED[table.name]]
    marked = frame.with_columns(columns)
    if living is not None:
        marked = marked.with_columns(
            mark_people=pl.when(living).then(pl.lit(LIVING)).otherwise(pl.col("mark_people"))
        )
    parts = [pl.col(column.name) for column in columns] + [pl.col("facts")]
    return marked.with_columns(digest=pl.concat_str(parts, separator=".")).drop(
        [column.name for column in columns]
    )


def remarked(digest: str, table: Table, column: str, value: str) -> str:
    """Return the digest as it would be had the rule proposed `value` for a column; one of another shape as it is.

    So a fact that changed (somebody moved) is not taken for an edit of a person.

    >>> from fangxian.engines import tables
    >>> remarked("1.2.3.4.5.6.7.8.9", tables.RESTRICTIONS, "place_id", "s1") == f"1.2.{mark('s1')}.4.5.6.7.8.9"
    True
    """
    names, parts = PROPOSED[table.name], digest.split(".")
    if len(parts) == len(names) + 1:
        parts[names.index(column)] = mark(value)
    return ".".join(parts)


def proposal_part(digest: pl.Expr) -> pl.Expr:
    """Return the digest without its last mark, the facts of the evidence."""
    return digest.str.replace(r"\.[^.]*$", "")


def facts_part(digest: pl.Expr) -> pl.Expr:
    """Return the last mark of the digest: the facts of the cases it rested on."""
    return digest.str.extract(r"([^.]*)$")


def edited_columns(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return a Boolean column per proposed column: True where the row's value is not what the rule proposed.

    A row without a digest of this table's shape counts as unedited.

    >>> from fangxian.engines.response.examples import A_PLAN, A_TREE, a_measure
    >>> from fangxian.engines.response import cascade
    >>> order = cascade(a_measure("stop-teaching", "d1"), A_TREE, A_PLAN)
    >>> edited_columns(order.with_columns(proof=pl.lit("photo")), ORDERS)["proof"].to_list()
    [True]
    """
    names = PROPOSED[table.name]
    split = frame["digest"].str.split(".")
    whole = split.list.len() == len(names) + 1
    return pl.DataFrame(
        [
            (
                whole
                & ((proposed := split.list.get(at, null_on_oob=True)) != LIVING)
                & (proposed != marks(frame[name]))
            )
            .fill_null(value=False)
            .alias(name)
            for at, name in enumerate(names)
        ]
    )
