"""Reading an earlier response back: what stands, with the edits people made in the files."""

from pathlib import Path

import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.engines.response import Standing
from fangxian.engines.tables import CHANGES, Table
from fangxian.stores.inputs import read_table
from fangxian.stores.outputs.writing import FILES

_STANDING = ("areas", "measures", "orders", "restrictions", "follow_ups", "testing", "staffing")


def read_standing(directory: Path, timezone: str) -> Standing:
    """Return the tables of an earlier response; an absent file is an empty table.

    A row that cannot be read would look like a release, so one bad row refuses the whole directory.

    Raises:
        Problem: "not-an-output" (no response there) or "standing-not-readable" (a row is damaged).
    """
    if not (directory / "response.json").is_file():
        raise Problem(
            "not-an-output",
            Text(f"{directory} 不是先前的处置方案。", f"{directory} does not hold an earlier response."),
            Text("其中应有 response.json。", "It has to hold response.json."),
            Text("请指向先前 --out 的目录。", "Point --standing at the --out of an earlier run."),
        )
    by_table = {table.name: (name, table) for name, table in FILES.items()}
    frames = {}
    for wanted in _STANDING:
        name, table = by_table[wanted]
        if (directory / name).is_file():
            frames[wanted] = _read(directory / name, table, timezone)
    return Standing(**frames)


def _read(path: Path, table: Table, timezone: str) -> pl.DataFrame:
    imported = read_table(
        path, table, timezone, defaults={"change": CHANGES[2], "evidence": "", "digest": ""}
    )
    for fault in imported.rejected.head(1).iter_rows(named=True):
        raise Problem(
            "standing-not-readable",
            Text(
                f"{path.name} 第 {fault['line']} 行 {fault['column']}: {fault['reason_zh']}。",
                f"{path.name} line {fault['line']}, {fault['column']}: {fault['reason_en']}.",
            ),
            Text("先前方案的每一行都须可读。", "Every row of what stands has to be readable."),
            Text("请改正该行; 未写入任何文件。", "Correct that line; nothing was written."),
        )
    return imported.frame
