"""The page on tracing beyond one machine, followed word by word on DuckDB."""

import re
import shlex

import polars as pl
from terminal import Terminal

from tools.shape import ROOT

PAGE = (ROOT / "docs" / "how-to" / "province.md").read_text("utf-8")


def _fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_files_and_the_command_of_the_page_find_who_was_in_the_cafe(terminal: Terminal) -> None:
    terminal.program(_fenced("python")[0])
    (terminal.folder / "cases.csv").write_text(_fenced("csv cases.csv")[0], "utf-8")
    lines = re.findall(r"^fangxian (trace .*)$", PAGE.replace("\\\n", " "), re.MULTILINE)
    (command,) = (line for line in lines if "--engine duckdb" in line)
    terminal.say(*shlex.split(command))
    found = pl.read_parquet(terminal.folder / "exposed.parquet")
    assert found.select("person_id", "via_person_id", "place_id", "minutes").rows() == [
        ("bo", "ann", "cafe", 90.0)
    ]
