"""Writing a response: into a temporary directory first, moved in whole; the same answer gives the same bytes."""

import json
import shutil
import tempfile
from pathlib import Path

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text
from fangxian.engines.response import Response
from fangxian.stores.outputs.facts import RunFacts
from fangxian.stores.outputs.summary import summarise_response

FILES: dict[str, tables.Table] = {
    "exposures.parquet": tables.EXPOSURES,
    "venue_exposures.csv": tables.VENUE_EXPOSURES,
    "areas.csv": tables.AREAS,
    "measures.csv": tables.MEASURES,
    "orders.csv": tables.ORDERS,
    "restrictions.csv": tables.RESTRICTIONS,
    "follow_ups.csv": tables.FOLLOW_UPS,
    "testing.csv": tables.TESTING,
    "staffing.csv": tables.STAFFING,
    "burdens.csv": tables.BURDENS,
    "costs.csv": tables.COSTS,
    "restricted.csv": tables.RESTRICTED,
}
"""File name -> the table it holds. `rejected.csv`, `response.json` and `summary.md` lie beside them."""

LOCAL = "%Y-%m-%dT%H:%M:%S%:z"


def check_target(out: Path) -> None:
    """Refuse a directory that holds anything but an earlier response.

    Raises:
        Problem: "not-an-output" for a file or a directory with other people's files in it.
    """
    if not out.exists() or (out.is_dir() and (not any(out.iterdir()) or (out / "response.json").is_file())):
        return
    raise Problem(
        "not-an-output",
        Text(f"{out} 已存在, 且不是先前的处置方案目录。", f"{out} exists and is not an earlier response."),
        Text("应为新目录、空目录或先前的输出。", "A new, empty or earlier output directory is expected."),
        Text("请换一个 --out 目录; 未写入任何文件。", "Choose another --out; nothing was written."),
    )


def write_response(
    response: Response, out: Path, facts: RunFacts, places: pl.DataFrame, rejected: pl.DataFrame | None = None
) -> None:
    """Write every file of the response to `out`, replacing an earlier response there.

    `rejected`: rows of the inputs that were not read (file, line, column, value, reason_zh, reason_en).

    Raises:
        Problem: as `check_target`; the directory is then as it was.
    """
    check_target(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
        fresh = Path(scratch) / "new"
        fresh.mkdir()
        _write_tables(response, fresh, facts.timezone)
        if rejected is not None and rejected.height:
            rejected.write_csv(fresh / "rejected.csv")
        _write_text(fresh / "response.json", _about(response, facts))
        _write_text(fresh / "summary.md", summarise_response(response, facts, places))
        _move_in(fresh, out, Path(scratch) / "old")


def _move_in(fresh: Path, out: Path, aside: Path) -> None:
    if out.exists():
        shutil.move(out, aside)
    try:
        shutil.move(fresh, out)
    except BaseException:
        if aside.exists():
            shutil.move(aside, out)
        raise


def _write_tables(response: Response, directory: Path, timezone: str) -> None:
    for name, table in FILES.items():
        frame = getattr(response, table.name)
        if name.endswith(".parquet"):
            frame.write_parquet(directory / name)
        else:
            in_local_time(frame, timezone).write_csv(directory / name)


def in_local_time(frame: pl.DataFrame, timezone: str) -> pl.DataFrame:
    """Return the frame with its instants as ISO 8601 text with the local offset."""
    instants = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.Datetime)]
    return frame.with_columns(pl.col(instants).dt.convert_time_zone(timezone).dt.strftime(LOCAL))


def _about(response: Response, facts: RunFacts) -> str:
    counts = {table.name: _changes(getattr(response, table.name)) for table in FILES.values()}
    about = {
        "plans": {outbreak: f"{plan.id}@{plan.version}" for outbreak, plan in facts.plans.items()},
        "as_of": facts.as_of.isoformat(),
        "known_at": facts.known_at.isoformat(),
        "timezone": facts.timezone,
        "places": facts.places.en,
        "engine": facts.engine,
        "inputs": [vars(one) for one in facts.inputs],
        "rows": counts,
        "ending_proposed": response.ending_proposed,
        "to_end": list(facts.to_end),
        "remarks": [{"zh": remark.zh, "en": remark.en} for remark in response.remarks],
    }
    return json.dumps(about, ensure_ascii=False, indent=2) + "\n"


def _changes(frame: pl.DataFrame) -> dict[str, int]:
    if "change" not in frame.columns:
        return {"rows": frame.height}
    counted = dict(frame.group_by("change").len().iter_rows())
    return {change: counted.get(change, 0) for change in tables.CHANGES}


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
