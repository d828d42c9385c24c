"""The page on tracing beyond one machine, followed word by word on DuckDB."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import polars as pl

from tools.shape import ROOT

PAGE = (ROOT / "docs" / "how-to" / "province.md").read_text("utf-8")
RUN = "from fangxian.doors.cli.main import main; main()"


def _fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_files_and_the_command_of_the_page_find_who_was_in_the_cafe(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", _fenced("python")[0]], cwd=tmp_path, check=True)
    (tmp_path / "cases.csv").write_text(_fenced("csv cases.csv")[0], "utf-8")
    lines = re.findall(r"^fangxian (trace .*)$", PAGE.replace("\\\n", " "), re.MULTILINE)
    (command,) = (line for line in lines if "--engine duckdb" in line)
    subprocess.run([sys.executable, "-c", RUN, *shlex.split(command)], cwd=tmp_path, check=True)
    found = pl.read_parquet(tmp_path / "exposed.parquet")
    assert found.select("person_id", "via_person_id", "place_id", "minutes").rows() == [
        ("bo", "ann", "cafe", 90.0)
    ]
