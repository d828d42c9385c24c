"""What goes wrong with a file after it was saved: each takes its name and bytes and gives others."""

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZipFile

import polars as pl

from benchmarks.testing.mangled.drawing import Draw

Named = tuple[str, bytes]
Damage = Callable[[str, bytes, Draw], Named]
_TYPES = (
    pl.Categorical(),
    pl.Binary(),
    pl.List(pl.String()),
    pl.Struct({"a": pl.String()}),
    pl.Float64(),
    pl.Boolean(),
    pl.Decimal(20, 2),
    pl.Time(),
    pl.Duration("us"),
    pl.Datetime("ns"),
    pl.Datetime("ms", "America/New_York"),
    pl.Date(),
    pl.Int64(),
)


def _truncated(name: str, content: bytes, draw: Draw) -> Named:
    return name, content[: draw.between(0, max(len(content) - 1, 0))]


def _empty(name: str, _content: bytes, draw: Draw) -> Named:
    return name, draw.one_of((b"", b"\n", b"\xef\xbb\xbf", b" \r\n ", b",,,\n,,\n", b"\0"))


def _zip(name: str, content: bytes, draw: Draw) -> Named:
    written = BytesIO()
    with ZipFile(written, "w") as folder:
        folder.writestr("readme.txt", content)
    return draw.one_of((name, "list.xlsx")), written.getvalue()


def _renamed(name: str, content: bytes, draw: Draw) -> Named:
    stem = draw.one_of(
        ("list.csv", "list.xlsx", "list.parquet", "list", "list.XLSX", "list.docx", "../list.csv")
    )
    return stem, content


def _bytes_changed(name: str, content: bytes, draw: Draw) -> Named:
    changed = bytearray(content)
    for _ in range(draw.between(1, 8)):
        if changed:
            changed[draw.between(0, len(changed) - 1)] = draw.between(0, 255)
    return name, bytes(changed)


def _zero_bytes(name: str, content: bytes, draw: Draw) -> Named:
    at = draw.between(0, len(content))
    return name, content[:at] + b"\0" * draw.between(1, 3) + content[at:]


def _zero_bytes_far_down(name: str, content: bytes, draw: Draw) -> Named:
    """Beyond the first thousand bytes, by which the encoding is told."""
    lines = content.split(b"\n")
    padded = b"\n".join([lines[0], *lines[1:] * (1 + 1_500 // max(len(content), 1)), *lines[1:]])
    at = draw.between(min(1_001, len(padded)), len(padded))
    return (
        (name, padded[:at] + b"\0" + padded[at:])
        if name.endswith(".csv")
        else _zero_bytes(name, content, draw)
    )


def _other_encoding(name: str, content: bytes, draw: Draw) -> Named:
    """Saved in an encoding nobody expects; a spreadsheet's bytes stay as they are."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return name, content
    encoding = draw.one_of(
        ("utf-16", "utf-16-le", "utf-16-be", "big5", "shift-jis", "latin-1", "utf-32", "utf-7")
    )
    return name, text.encode(encoding, "replace")


def _two_encodings(name: str, content: bytes, draw: Draw) -> Named:
    return name, content + "备注，结束".encode(draw.one_of(("gb18030", "utf-8", "utf-16"))) + b"\n"


def _stray_quotes(name: str, content: bytes, draw: Draw) -> Named:
    """Quotation marks where nobody closes them, mostly where a cell begins or ends."""
    if not name.endswith(".csv"):
        return name, content
    text = content.decode("latin-1")
    for _ in range(draw.between(1, 4)):
        edges = [at for at, letter in enumerate(text) if letter in ",;\t\n"] or [0]
        at = draw.one_of(edges) + draw.between(0, 1) if draw.chance(0.8) else draw.between(0, len(text))
        text = text[:at] + '"' + text[at:]
    return name, text.encode("latin-1")


def _joined(name: str, content: bytes, draw: Draw) -> Named:
    """The same file twice, one behind the other."""
    return name, content + draw.one_of((b"", b"\n")) + content


def _other_types(name: str, content: bytes, draw: Draw) -> Named:
    """The columns of a Parquet file in types nobody expects; another file stays as it is."""
    if (frame := _frame(name, content)) is None:
        return name, content
    for column in frame.get_columns():
        if draw.chance(0.4):
            frame = frame.with_columns(_as(column, draw.one_of(_TYPES)))
    written = BytesIO()
    frame.write_parquet(written)
    return name, written.getvalue()


def _frame(name: str, content: bytes) -> pl.DataFrame | None:
    """None: it is no Parquet file, or an earlier damage has made it unreadable."""
    try:
        return pl.read_parquet(BytesIO(content)) if name.endswith(".parquet") else None
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None


def _as(column: pl.Series, dtype: pl.DataType) -> pl.Series:
    if isinstance(dtype, pl.List):
        return pl.Series(column.name, [[str(cell)] for cell in column])
    if isinstance(dtype, pl.Struct):
        return pl.Series(column.name, [{"a": str(cell)} for cell in column])
    if isinstance(dtype, pl.Binary):
        return pl.Series(column.name, [str(cell).encode("gb18030") + b"\xff" for cell in column])
    try:
        cast = column.cast(dtype, strict=False)
    except pl.exceptions.PolarsError:
        return pl.Series(column.name, [None] * len(column), dtype)
    numbers = {pl.Float64(): [float("nan"), float("inf"), -1e300], pl.Int64(): [-(2**63), 2**63 - 1, 0]}
    extreme = numbers.get(dtype)
    return pl.Series(column.name, (extreme * len(column))[: len(column)], dtype) if extreme else cast


def _far_away(name: str, content: bytes, draw: Draw) -> Named:
    """Instants and days of a Parquet file thousands of years away."""
    frame, away = _frame(name, content), draw.one_of((-4_000_000, 4_000_000, -60_000, 60_000))
    if frame is None or "Time" in map(str, frame.dtypes):
        return name, content
    moved = [
        pl.col(one) + pl.duration(days=away)
        if isinstance(dtype, pl.Datetime)
        else pl.col(one).cast(pl.Int32) + away
        for one, dtype in frame.schema.items()
        if dtype.is_temporal()
    ]
    types = {one: dtype for one, dtype in frame.schema.items() if dtype.is_temporal()}
    zoned = {
        one: pl.Datetime("us", "UTC") if isinstance(dtype, pl.Datetime) else dtype
        for one, dtype in types.items()
    }
    frame = frame.with_columns(moved).cast(types)  # type: ignore[arg-type]
    written = BytesIO()
    (frame.cast(zoned) if draw.chance(0.5) else frame).write_parquet(written)  # type: ignore[arg-type]
    return name, written.getvalue()


OCTETS: Mapping[str, Damage] = {
    "cut off": _truncated,
    "empty": _empty,
    "a zip of something else": _zip,
    "named as what it is not": _renamed,
    "bytes changed": _bytes_changed,
    "zero bytes": _zero_bytes,
    "zero bytes far down": _zero_bytes_far_down,
    "in another encoding": _other_encoding,
    "in two encodings": _two_encodings,
    "stray quotation marks": _stray_quotes,
    "the file twice in one": _joined,
    "columns of other types": _other_types,
    "times thousands of years away": _far_away,
}
