"""The work of `fangxian resolve` and `fangxian itinerary`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
from rich.console import Console

from fangxian.doors.cli.steps import Steps
from fangxian.engines.gazetteer import Context, Gazetteer, find_places_in
from fangxian.engines.itineraries import read_itinerary, stays_table
from fangxian.engines.problems import Problem, Text
from fangxian.engines.tables import Column, Table
from fangxian.stores.gathering.gazetteers import pack_gazetteer
from fangxian.stores.gathering.moments import check_zone
from fangxian.stores.inputs import read_rows, read_table
from fangxian.stores.places import read_place_pack

TEXTS = Table(
    "texts", Text("待识别文字", "texts"), (Column("text", pl.String(), Text("原文", "text"), required=True),)
)
_WRITERS: dict[str, Callable[[pl.DataFrame, Path], None]] = {
    ".csv": lambda frame, path: frame.write_csv(path),
    ".parquet": lambda frame, path: frame.write_parquet(path),
}


@dataclass(frozen=True)
class Wish:
    """The command line as given; what was left out is None."""

    text: str | None
    file: Path | None
    out: Path | None
    places: str
    on: date | None
    within: str | None


def run(wish: Wish) -> None:
    """Find the places; print them, or write them where `out` says.

    Raises:
        Problem: neither or both of text and file, an unknown pack or code, a file that cannot be read or written.
    """
    if (wish.text is None) == (wish.file is None):
        raise _either_or()
    write = _writer(wish.out) if wish.out else None
    steps = Steps()
    with steps.running():
        steps(Text("读取地名", "reading the names"))
        gazetteer = pack_gazetteer(wish.places)
        context = Context(within=_known(wish.within, gazetteer, wish.places), on=wish.on)
        texts = _texts(wish, steps)
        steps(Text("识别地点", "finding the places"))
        found = find_places_in(texts, gazetteer, context)
    if write and wish.out:
        write(found, wish.out)
        settled, asked = found["code"].count(), found.filter(pl.col("code").is_null())["candidates"].count()
        steps.say(
            f"{wish.out}: {settled} places, {asked} to be asked about · 已定 {settled} 处，待确认 {asked} 处"
        )
    else:
        _print(found)


@dataclass(frozen=True)
class ItineraryWish:
    """The command line of `fangxian itinerary` as given."""

    file: Path
    anchor: date
    out: Path
    places: str
    within: str | None
    timezone: str | None


def run_itinerary(wish: ItineraryWish) -> None:
    """Read a text into stays and write them; say which lines gave none.

    Raises:
        Problem: an unknown pack, code or zone, a file that cannot be written.
    """
    write, steps = _writer(wish.out), Steps()
    text = wish.file.read_text("utf-8-sig")
    with steps.running():
        steps(Text("识别行程", "reading the itinerary"))
        gazetteer = pack_gazetteer(wish.places)
        zone = check_zone(wish.timezone or read_place_pack(wish.places).timezone)
        context = Context(within=_known(wish.within, gazetteer, wish.places))
        read = read_itinerary(text, gazetteer, anchor=wish.anchor, context=context)
    write(stays_table(text, read, zone), wish.out)
    asked = sum(not stay.code for stay in read.stays)
    steps.say(
        f"{wish.out}: {len(read.stays)} stays, {asked} places to be asked about · 到访 {len(read.stays)} 条，地点待确认 {asked} 条"
    )
    for start, end in read.unread:
        steps.say(f"not a stay · 未读出: {text[start:end]}")


def _texts(wish: Wish, steps: Steps) -> list[str]:
    if wish.file is None:
        return [wish.text or ""]
    if wish.file.suffix.lower() == ".txt":
        lines = wish.file.read_text("utf-8-sig").splitlines()
        given = read_rows(pl.DataFrame({"text": [line for line in lines if line.strip()]}), TEXTS, "UTC")
    else:
        given = read_table(wish.file, TEXTS, "UTC")
    steps.say(
        f"{wish.file.name}: read {given.read} = {given.accepted} + {given.duplicate} duplicate "
        f"+ {given.rejected.height} rejected · 读入 {given.read}，重复 {given.duplicate}，未采用 {given.rejected.height}"
    )
    return given.frame["text"].to_list()


def _print(found: pl.DataFrame) -> None:
    console = Console(highlight=False)
    for row in found.iter_rows(named=True):
        if row["candidates"] is None:
            console.print("no place named · 未提到地点", markup=False)
        elif row["code"]:
            rest = f"  [{row['detail']}]" if row["detail"] else ""
            line = f"{row['code']}  {row['level']}  {row['name']}  {row['score']:.2f}{rest}  ← {row['piece']}"
            console.print(line, markup=False, soft_wrap=True)
        else:
            console.print(f"?  {row['piece']} · ask which · 待确认:", markup=False, soft_wrap=True)
            for candidate in row["candidates"].split(" | "):
                console.print(f"   {candidate}", markup=False, soft_wrap=True)


def _known(code: str | None, gazetteer: Gazetteer, pack: str) -> str:
    if not code or code in gazetteer.places:
        return code or ""
    raise Problem(
        "unknown-place",
        Text(f"地区包 {pack} 中没有代码 {code}。", f"The place pack {pack} has no code {code}."),
        Text("应为该地区包中的代码。", "A code of that pack is expected."),
        Text("可先用 fangxian resolve 查其名称。", "Look its name up with `fangxian resolve` first."),
    )


def _either_or() -> Problem:
    return Problem(
        "text-or-file",
        Text("应给一段文字或一个文件。", "Give either a text or a file."),
        Text("二者恰有其一。", "Exactly one of the two is expected."),
        Text("请写 fangxian resolve 文字，或用 --file。", "Write `fangxian resolve TEXT`, or use --file."),
    )


def _writer(path: Path) -> Callable[[pl.DataFrame, Path], None]:
    if path.suffix not in _WRITERS:
        raise Problem(
            "cannot-write-this-kind",
            Text(f"无法写出 {path.name}。", f"{path.name} cannot be written."),
            Text("输出文件应以 .csv 或 .parquet 结尾。", "The output ends in .csv or .parquet."),
            Text("请更改文件名。", "Change the name of the file."),
        )
    return _WRITERS[path.suffix]
