"""The living response in the database: what is new, what changes, what is released."""

from datetime import timedelta

from fangxian.operations.cases.services import discard_case


def keys(rows):
    return {(row.kind, row.what, row.place_id) for row in rows}


def test_a_first_case_proposes_areas_measures_and_restrictions(desk):
    desk.report("one", friends=("friend",))
    run = desk.respond()
    assert run.new > 0
    assert run.exposed == 1
    assert ("area", "medium", "430102003001") in keys(desk.waiting())
    assert {row.what for row in desk.waiting("restriction")} == {"central-quarantine", "isolate-case"}
