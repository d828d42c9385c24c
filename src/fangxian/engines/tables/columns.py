"""What a table is: its columns, their types, their words in both languages, and the check that holds them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from fangxian.engines.problems import Problem, Text

INSTANT = pl.Datetime("us", "UTC")
"""An instant (`_at`): stored in UTC, shown in local time."""

DAY = pl.Date()
"""A local date (`_on`)."""


@dataclass(frozen=True)
class Column:
    """A column: name, type, label; `required` ones may be neither absent nor null."""

    name: str
    dtype: pl.DataType
    label: Text
    required: bool = False
    values: tuple[str, ...] = ()
    unit: str = ""


class TableError(Problem):
    """A frame that is not the table it claims to be."""

    def __init__(self, table: "Table", happened: Text) -> None:
        required = ", ".join(table.required)
        super().__init__(
            "not-this-table",
            Text(f"{table.label.zh}: {happened.zh}。", f"{table.label.en}: {happened.en}."),
            Text(f"必填列: {required}。", f"Required columns: {required}."),
            Text("请改正该列后重试。", "Correct the column and try again."),
        )


@dataclass(frozen=True)
class Table:
    """A named list of columns. Frames that pass `check` hold exactly these, in this order."""

    name: str
    label: Text
    columns: tuple[Column, ...]
    schema: dict[str, pl.DataType] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "schema", {column.name: column.dtype for column in self.columns})

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the columns that may not be absent or null."""
        return tuple(column.name for column in self.columns if column.required)

    def empty(self) -> pl.DataFrame:
        """Return the table without rows."""
        return pl.DataFrame(schema=self.schema)

    def rows(self, rows: Sequence[dict[str, object]]) -> pl.DataFrame:
        """Build a checked frame from dictionaries; absent columns become null.

        Raises TableError as `check` does.
        """
        filled = [{name: row.get(name) for name in self.names} for row in rows]
        return self.check(pl.DataFrame(filled, schema=self.schema, strict=False))

    def check(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return `frame` with exactly this table's columns, cast and in order.

        Absent optional columns become null; unknown columns are dropped.

        Raises:
            TableError: a required column is absent or null, a cast fails, or a value is not allowed.
        """
        self._require(frame)
        present = set(frame.columns)
        try:
            checked = frame.select(
                (pl.col(c.name) if c.name in present else pl.lit(None)).cast(c.dtype).alias(c.name)
                for c in self.columns
            )
        except pl.exceptions.PolarsError as error:
            raise TableError(
                self, Text(f"有列无法转换类型 ({error})", f"a column has the wrong type ({error})")
            ) from error
        self._allow(checked)
        return checked

    def _require(self, frame: pl.DataFrame) -> None:
        for name in self.required:
            if name not in frame.columns:
                raise TableError(self, Text(f"缺少必填列 {name}", f"the required column {name} is missing"))
            empty = frame[name].null_count()
            if empty:
                raise TableError(
                    self, Text(f"必填列 {name} 有 {empty} 个空值", f"{empty} empty values in {name}")
                )

    def _allow(self, frame: pl.DataFrame) -> None:
        for column in self.columns:
            wrong = (
                set(frame[column.name].drop_nulls().unique()) - set(column.values) if column.values else ()
            )
            if wrong:
                found, allowed = ", ".join(sorted(wrong)), ", ".join(column.values)
                raise TableError(
                    self,
                    Text(
                        f"{column.name} 的值 {found} 不在 {allowed} 之列",
                        f"{column.name} holds {found}, not one of {allowed}",
                    ),
                )
