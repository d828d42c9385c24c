"""The page of files is the contract: it holds every column of every table, and the promised ones first."""

from fangxian.engines import tables
from fangxian.stores.outputs import FILES
from tools.reference.files import IN, describe_files
from tools.shape import ROOT

PAGE = (ROOT / "docs/reference/files.md").read_text("utf-8")
PROMISED = {
    "cases": "case_id, person_id, reported_on, outbreak_id, disease, kind, onset_on, onset_kind, sampled_at, "
    "isolated_at, residence_place_id, infection_place_id, detection_route, source_case_id, cluster_id, age, sex, "
    "immunity, outcome",
    "contacts": "source_case_id, person_id, last_on, first_on, setting, proximity",
    "presences": "person_id, place_id, arrive_at, leave_at, session, zone, seat, precision, source",
    "households": "person_id, household_id",
}
FIRST_OF_ORDERS = "order_id, dispatch_id, parent_dispatch_id, place_id, department, measure, owner_role, deadline_at, proof, change"


def columns_of(heading: str) -> list[str]:
    """The column names of one section of the page."""
    section = PAGE.split(f"### {heading}")[1].split("\n## ")[0].split("\n### ")[0]
    return [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]


def test_the_page_is_up_to_date() -> None:
    assert describe_files() == PAGE, "run `make docs`"


def test_every_file_in_has_its_columns_on_the_page() -> None:
    for table, _, _ in IN:
        assert columns_of(f"{table.name} ") == list(table.names)


def test_every_file_out_has_its_columns_on_the_page() -> None:
    for name, table in FILES.items():
        assert columns_of(name) == list(table.names)


def test_the_promised_columns_come_in_the_promised_order() -> None:
    for table, _, _ in IN:
        if table.name in PROMISED:
            assert ", ".join(table.names) == PROMISED[table.name]
    assert ", ".join(tables.ORDERS.names[:10]) == FIRST_OF_ORDERS


def test_only_the_first_three_columns_are_required() -> None:
    for table in (tables.CASES, tables.CONTACTS, tables.PRESENCES, tables.HOUSEHOLDS):
        assert table.required == table.names[:3]
