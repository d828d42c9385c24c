"""Why a file as a whole cannot be read; a fault in one row is a rejected row instead."""

from pathlib import Path

from fangxian.engines.problems import Problem, Text
from fangxian.engines.tables import Table


def cannot_read(path: Path, happened: Text, remedy: Text) -> Problem:
    """Return the problem of a file nothing can be read from; nothing of it was kept."""
    return Problem(
        "cannot-read-file",
        Text(f"{path.name}: {happened.zh}。", f"{path.name}: {happened.en}."),
        Text(
            "应为 CSV、XLSX 或 Parquet 表格, 首行为列名。",
            "A CSV, XLSX or Parquet table with a header is expected.",
        ),
        Text(f"{remedy.zh}。", f"{remedy.en}."),
    )


def empty_file(path: Path) -> Problem:
    """The file holds no header."""
    return cannot_read(
        path, Text("文件是空的", "the file is empty"), Text("请检查导出是否成功", "Export it again")
    )


def no_file(path: Path) -> Problem:
    """There is no such file."""
    return cannot_read(
        path, Text("找不到该文件", "there is no such file"), Text("请检查路径", "Check the path")
    )


def unknown_encoding(path: Path) -> Problem:
    """The bytes are text in none of the encodings read."""
    return cannot_read(
        path,
        Text("无法识别文字编码", "the text encoding is not known"),
        Text("请另存为 UTF-8 编码的 CSV", "Save it as CSV in UTF-8"),
    )


def repeated_header(path: Path, names: list[str]) -> Problem:
    """Two columns mean the same thing, so neither can be trusted."""
    listed = ", ".join(names)
    return cannot_read(
        path,
        Text(f"列名重复: {listed}", f"columns are named twice: {listed}"),
        Text("请删去或改名其中一列", "Delete or rename one of them"),
    )


def missing_columns(path: Path, table: Table, missing: list[str], found: list[str]) -> Problem:
    """Required columns are absent; with a single column found the delimiter is the likely cause."""
    labels = {column.name: column.label for column in table.columns}
    zh = "、".join(f"{name}（{labels[name].zh}）" for name in missing)
    en = ", ".join(f"{name} ({labels[name].en})" for name in missing)
    seen = ", ".join(found[:20])
    remedy = Text("请补上这些列, 或改用这些列名", "Add these columns, or name them so")
    if len(found) == 1:
        remedy = Text(
            "只找到一列: 请用逗号、分号或制表符分隔",
            "Only one column was found: separate by comma, semicolon or tab",
        )
    return cannot_read(
        path,
        Text(
            f"缺少必填列 {zh}; 文件中的列: {seen}",
            f"required columns are missing: {en}; the file has: {seen}",
        ),
        remedy,
    )


def open_quotation(path: Path, line: int) -> Problem:
    """A quotation mark begins a cell and takes the rows below into it."""
    return cannot_read(
        path,
        Text(
            f"第 {line} 行的引号没有闭合, 后面的行会被并入同一个单元格",
            f"a quotation mark on line {line} is not closed and would take the rows below into its cell",
        ),
        Text("请删去或补上该引号, 或另存为 XLSX", "Close or delete it, or save the table as XLSX"),
    )


def unreadable_columns(path: Path, names: list[str]) -> Problem:
    """Columns of a Parquet file hold lists, records or bytes, which are no value of a table."""
    listed = ", ".join(names)
    return cannot_read(
        path,
        Text(
            f"这些列不是文字、数字或时间: {listed}",
            f"these columns hold neither text, numbers nor times: {listed}",
        ),
        Text("请将其存为文字后重试", "Save them as text and try again"),
    )


def not_a_table(path: Path, detail: Text) -> Problem:
    """The reader of this kind of file gave up."""
    return cannot_read(
        path,
        Text(f"不是可读的表格（{detail.zh}）", f"not a readable table ({detail.en})"),
        Text("请重新导出该文件", "Export the file again"),
    )
