"""The two engines an expression is run on: how each reads Parquet, takes a small table and hands over an answer."""

from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

import polars as pl

if TYPE_CHECKING:
    from ibis.expr.types import Table


class Backend(Protocol):
    """One engine with one connection."""

    def read(self, files: list[str]) -> "Table":
        """Return Parquet files as one table; nothing is read yet but the schema."""
        ...

    def take(self, frame: pl.DataFrame) -> "Table":
        """Return a frame of any size as a table of the engine."""
        ...

    def lay_down(self, frame: pl.DataFrame) -> "Table":
        """Return a small table as the engine holds it, whole, wherever it works."""
        ...

    def fetch(self, expression: "Table") -> pl.DataFrame:
        """Run an expression and return its rows."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...


class DuckDB:
    """DuckDB inside this process."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    @classmethod
    def opened(cls) -> "DuckDB":
        """Open a database in memory."""
        import ibis

        return cls(ibis.duckdb.connect())

    def read(self, files: list[str]) -> "Table":
        """Return Parquet files as one table; columns are matched by name."""
        return self._connection.read_parquet(files, union_by_name=True)

    def take(self, frame: pl.DataFrame) -> "Table":
        """Return a table over the frame's own memory."""
        import ibis

        return ibis.memtable(frame)

    def lay_down(self, frame: pl.DataFrame) -> "Table":
        """Return a table over the frame's own memory."""
        return self.take(frame)

    def fetch(self, expression: "Table") -> pl.DataFrame:
        """Run an expression and return its rows."""
        return self._connection.to_polars(expression)

    def close(self) -> None:
        """Close the database."""
        self._connection.disconnect()


class Spark:
    """A Spark session, local or of a cluster. Small tables travel to every worker, so that nothing is shuffled."""

    def __init__(self, connection: Any, session: Any) -> None:
        self._connection, self._session = connection, session

    @classmethod
    def opened(cls) -> "Spark":
        """Take the active session or start one; `spark-submit` and `spark-defaults.conf` decide where it works."""
        from pyspark.sql import SparkSession

        session = SparkSession.getActiveSession()
        if session is None:
            # Its progress bar and its warnings would be mixed into what the command itself says.
            session = SparkSession.builder.appName("fangxian").config(map=_QUIET).getOrCreate()
            session.sparkContext.setLogLevel("ERROR")
        return cls.over(session)

    @classmethod
    def over(cls, session: Any) -> "Spark":
        """Use a session somebody else started."""
        import ibis

        return cls(ibis.pyspark.connect(session), session)

    def read(self, files: list[str]) -> "Table":
        """Return Parquet files as one table; columns are matched by name."""
        return self._named(self._session.read.option("mergeSchema", "true").parquet(*files))

    def take(self, frame: pl.DataFrame) -> "Table":
        """Return a frame cut up among the workers."""
        return self._named(self._frame(frame))

    def lay_down(self, frame: pl.DataFrame) -> "Table":
        """Return a table that Spark sends whole to every worker."""
        from pyspark.sql.functions import broadcast

        return self._named(broadcast(self._frame(frame)))

    def fetch(self, expression: "Table") -> pl.DataFrame:
        """Run an expression and return its rows."""
        rows = self._connection.raw_sql(self._connection.compile(expression)).toArrow()
        frame = pl.from_arrow(rows)
        assert isinstance(frame, pl.DataFrame)
        return frame

    def close(self) -> None:
        """Leave the session to whoever started it; it ends with this program."""

    def _frame(self, frame: pl.DataFrame) -> Any:
        # Straight from Arrow: on the way through pandas a missing text becomes the number NaN.
        return self._session.createDataFrame(frame.to_arrow(compat_level=_PLAIN))

    def _named(self, frame: Any) -> "Table":
        name = f"fangxian_{uuid4().hex}"
        frame.createOrReplaceTempView(name)
        return self._connection.table(name)


_PLAIN = pl.CompatLevel.oldest()
"""Spark's Arrow reader does not know string views."""

_QUIET: dict[str, Any] = {"spark.ui.showConsoleProgress": "false"}
