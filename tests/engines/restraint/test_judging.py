"""Nobody is bound without evidence of their own, a rule, a ground and an end: whatever is asked for."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.restraint import Asked, Bound, Evidence, OwnCase, Path, find_fault, find_rules
from fangxian.stores.packs import read_legal, read_plan

NOW = datetime(2021, 7, 31, 10, tzinfo=UTC)
PLAN, LEGAL = read_plan("cn-covid19-8e-2021"), read_legal("cn-2021")
RESTRICTING = sorted(one.id for one in PLAN.measures.values() if one.restricts)


def met(
    case: str = "c-1", degree: int = 1, days_ago: float = 1, score: float | None = 5.0, told_by: str = ""
) -> Path:
    """Somebody met a case some days ago."""
    at = NOW - timedelta(days=days_ago)
    return Path(case, degree, "named" if told_by else "presence", score, at, at, told_by)


def asked(**changes) -> Asked:
    """A fortnight of quarantine through case c-1."""
    plain = {
        "person_id": "p",
        "measure": "central-quarantine",
        "legal_basis": "quarantine-contact",
        "starts_at": NOW,
        "ends_at": NOW + timedelta(days=13),
        "evidence": ("c-1",),
    }
    return Asked(**{**plain, **changes})


def fault(row: Asked, evidence: Evidence) -> str | None:
    return find_fault(row, evidence, PLAN, LEGAL, NOW, "Asia/Shanghai")


def test_a_contact_may_be_quarantined_for_the_days_the_law_allows():
    assert fault(asked(), Evidence(paths=(met(),))) is None


@pytest.mark.parametrize(
    ("row", "evidence", "expected"),
    [
        (asked(), Evidence(), "no-evidence"),
        (asked(evidence=("c-9",)), Evidence(paths=(met(),)), "not-theirs"),
        (asked(evidence=()), Evidence(paths=(met(),)), "not-theirs"),
        (asked(asked_by="me"), Evidence(paths=(met(told_by="me"),)), "own-word"),
        (asked(), Evidence(paths=(met(degree=2),)), "no-rule"),
        (asked(), Evidence(paths=(met(days_ago=40),)), "no-rule"),
        (asked(measure="isolate-case", legal_basis="isolate-patient"), Evidence(paths=(met(),)), "no-rule"),
        (asked(measure="red-code"), Evidence(paths=(met(),)), "no-rule"),
        (asked(legal_basis="restrict-movement"), Evidence(paths=(met(),)), "no-basis"),
        (asked(ends_at=NOW + timedelta(days=16)), Evidence(paths=(met(),)), "too-long"),
    ],
)
def test_each_thing_that_lacks_has_its_name(row, evidence, expected):
    assert fault(row, evidence) == expected


def test_what_somebody_else_recorded_carries_a_request_by_hand():
    assert fault(asked(asked_by="me"), Evidence(paths=(met(told_by="another"),))) is None


def test_a_case_is_isolated_by_the_rule_for_cases():
    own = OwnCase("c-1", "confirmed", NOW.date())
    row = asked(measure="isolate-case", legal_basis="isolate-patient")
    assert fault(row, Evidence(own=(own,))) is None


def renewed(days: float, known: Evidence, first_days_ago: float = 5) -> Asked:
    """Bound some days ago until tomorrow; now it is to last `days` from here."""
    first = NOW - timedelta(days=first_days_ago)
    bound = Bound(first, first, NOW + timedelta(days=1), known)
    return asked(ends_at=NOW + timedelta(days=days), bound=bound)


def test_a_renewal_rests_on_something_newer():
    old = Evidence(paths=(met(days_ago=6),))
    assert fault(renewed(8, old), old) == "no-newer-evidence"
    assert fault(renewed(8, old), Evidence(paths=(met(days_ago=6), met(days_ago=2)))) is None
    assert fault(renewed(8, old), Evidence(paths=(met(days_ago=6), met("c-2", days_ago=6)))) is None


def test_no_number_of_renewals_lasts_longer_than_the_ground_allows_altogether():
    old, new = Evidence(paths=(met(days_ago=12),)), Evidence(paths=(met(days_ago=12), met(days_ago=1)))
    assert fault(renewed(13, old, first_days_ago=12), new) is None
    assert fault(renewed(13, old, first_days_ago=17), new) == "too-long"


paths = st.builds(
    met,
    case=st.sampled_from(["c-1", "c-2"]),
    degree=st.integers(1, 2),
    days_ago=st.floats(0, 60),
    score=st.one_of(st.none(), st.floats(0, 20)),
    told_by=st.sampled_from(["", "me", "another"]),
)
rows = st.builds(
    asked,
    measure=st.sampled_from([*RESTRICTING, "red-code", "home-monitoring"]),
    legal_basis=st.sampled_from(sorted(LEGAL.bases)),
    ends_at=st.floats(0.1, 60).map(lambda days: NOW + timedelta(days=days)),
    evidence=st.lists(st.sampled_from(["c-1", "c-2", "c-9"]), max_size=2).map(tuple),
    asked_by=st.sampled_from(["", "me"]),
)


@given(rows, st.lists(paths, max_size=4))
def test_whoever_may_be_bound_has_everything_it_takes(row, ties):
    evidence = Evidence(paths=tuple(ties))
    if fault(row, evidence) is not None:
        return
    basis = LEGAL.bases[row.legal_basis]
    assert set(row.evidence) & {path.case_id for path in ties}
    assert find_rules(PLAN, row.measure, evidence, NOW)
    assert PLAN.measures[row.measure].restricts
    assert row.legal_basis == PLAN.measures[row.measure].legal_basis
    assert basis.max_days is None or row.ends_at <= NOW + timedelta(days=basis.max_days + 1)
    assert not row.asked_by or any(path.told_by != row.asked_by for path in ties)


@given(rows)
def test_without_evidence_no_wish_binds_anybody(row):
    assert fault(row, Evidence()) == "no-evidence"
