"""The reference pages say what the code does: they are made from it."""

import pytest

from fangxian.engines import tables
from fangxian.engines.tables import Table
from tools.shape import ROOT
from tools.write_reference import PAGES, REFERENCE


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_up_to_date(name: str) -> None:
    assert (REFERENCE / name).read_text("utf-8") == PAGES[name](), "run `make docs`"


def test_the_dictionary_knows_every_table_and_every_app() -> None:
    dictionary = (REFERENCE / "dictionary.md").read_text("utf-8").lower()
    nouns = {table.label.en for table in vars(tables).values() if isinstance(table, Table)}
    apps = (ROOT / "src/fangxian/operations").glob("*/apps.py")
    nouns |= {app.parent.name.removesuffix("s") for app in apps if app.parent.name != "people"}
    assert sorted(noun for noun in nouns if noun.lower().rstrip("s") not in dictionary) == []
