"""docs/reference/report.md: every act of the report has a row, and what a row names exists."""

import re

import pytest
from django.urls import resolve

from fangxian.stores.packs import list_packs
from tools.reference.cli import list_commands
from tools.shape import ROOT

REPORT = (ROOT / "docs/reference/report.md").read_text("utf-8")
ROWS = {
    cells[0]: cells
    for line in REPORT.splitlines()
    if re.match(r"\| R\d\d \|", line)
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}


def _named_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_all_thirty_three_acts_have_a_row() -> None:
    assert list(ROWS) == [f"R{number:02}" for number in range(1, 34)]


@pytest.mark.parametrize("act", ROWS)
def test_an_act_is_done_by_something_or_planned(act: str) -> None:
    done_by = ROWS[act][3]
    assert _named_in(done_by) or "planned" in done_by


@pytest.mark.parametrize("act", ROWS)
def test_what_an_act_names_exists(act: str) -> None:
    commands, measures = {name for name, _ in list_commands()}, set(list_packs("measures"))
    for named in _named_in(ROWS[act][3]):
        if named.startswith("fangxian "):
            assert named in commands
        elif named.startswith("measure:"):
            assert named.removeprefix("measure:") in measures
        else:
            assert resolve(named)


def test_most_of_the_report_is_there() -> None:
    only_planned = [act for act, cells in ROWS.items() if not _named_in(cells[3])]
    assert len(only_planned) <= 2
