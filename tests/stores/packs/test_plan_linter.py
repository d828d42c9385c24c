"""Every way a plan can be wrong has its own finding, on the line where it is written, with a remedy."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from fangxian.engines.problems import Problem
from fangxian.stores.packs import Finding, PackProblem, lint_plan, read_plan

PLAN = ("plans", "measles-us-county")
PROTOCOL = ("plans", "cn-covid19-8e-2021")


@dataclass(frozen=True)
class Broken:
    """A built-in pack with one passage changed, the code expected and words of the line it must name."""

    pack: tuple[str, str]
    old: str
    new: str
    code: str
    line: str
    plan: str = "measles-us-county"


def _measure(measure_id: str) -> tuple[str, str]:
    return ("measures", measure_id)


def _covid(old: str, new: str, code: str, line: str) -> Broken:
    return Broken(PROTOCOL, old, new, code, line, "cn-covid19-8e-2021")


DEAD_RULES = [
    Broken(PLAN, "cases_total >= $outbreak_cases", "cases_14d > cases_total", "never-true", "when: cases_14d >"),
    _covid("area_level == 'medium' || ", "area_level == 'orange' && ", "never-true", "orange"),
    Broken(PLAN, "at: county\n    when", "at: parish\n    when", "unknown-level", "at: parish"),
    _covid("    at: district\n    when: areas_medium >= 1 || areas_high >= 1\n    effect: wider\n    then:\n"
           "      - measure: suspend-offline-teaching\n        at: city",
           "    at: city\n    when: areas_medium >= 1 || areas_high >= 1\n    effect: wider\n    then:\n"
           "      - measure: suspend-offline-teaching\n        at: city",
           "effect-not-wider", "effect: wider"),
    Broken(PLAN, "measures:\n  case-investigation:", "measures:\n  broadcast: {}\n  case-investigation:",
           "unused-measure", "broadcast"),
    Broken(PLAN, "figures:\n", "figures:\n  forgotten: {v: 3, u: d, s: [D1], c: A}\n", "unused-figure", "forgotten"),
    _covid("levels: [low, medium, high]", "levels: [low, medium, high, extreme]", "unused-level", "extreme"),
    Broken(PLAN, "- measure: mmr-prophylaxis", "- measure: alert-clinicians", "kind-does-not-fit", "alert-clinicians"),
]  # fmt: skip

BROKEN_CLOCKS = [
    Broken(PLAN, "starts: contacts_found", "starts: contact_seen", "unknown-event", "contact_seen"),
    Broken(PLAN, '["done:report-to-state"]', '["done:broadcast"]', "unknown-event", "done:broadcast"),
    Broken(PLAN, "stops: [order_done]", '["done:report-to-state"]'.join(["stops: ", ""]), "unknown-event", "stops:"),
    Broken(PLAN, '    hours: {v: 4, u: h, s: [D4], c: A, note: "Colorado"}\n', "", "clock-without-hours",
           "report-to-state:"),
    Broken(PLAN, "department: health, role: investigator", "department: militia, role: investigator",
           "nobody-answers", "militia"),
    Broken(PLAN, "upstream: interview", "upstream: immunity-verified", "unknown-upstream", "upstream: immunity"),
    Broken(PLAN, "upstream: report-to-state", "upstream: nothing", "unknown-upstream", "upstream: nothing"),
]  # fmt: skip

UNSOUND_MEASURES = [
    Broken(_measure("school-exclusion"), "legal_basis: exclude-from-school", "legal_basis: the-kings-will",
           "unknown-legal-basis", "the-kings-will"),
    Broken(_measure("school-exclusion"), "to_days: {v: 21", "to_days: {v: 90", "longer-than-the-law", "v: 90"),
    Broken(_measure("school-exclusion"), "voluntary_first: true\n", "", "not-voluntary-first", "restricts: true"),
    Broken(_measure("school-exclusion"), "voluntary_first: true\n", "voluntary_first: true\nshuts_in: true\n",
           "shuts-in-without-restricting", "shuts_in: true"),
    Broken(_measure("home-quarantine"), "clock: first_exposed\n  from_days", "clock: decided\n  from_days",
           "not-tied-to-evidence", "duration:"),
    Broken(_measure("school-exclusion"), "role: school_head", "role: sheriff", "unknown-word", "role: sheriff"),
    Broken(_measure("school-exclusion"), "[health, education]", "[health, militia]", "unknown-word", "militia"),
    Broken(_measure("school-exclusion"), "level: county", "level: shire", "unknown-word", "shire"),
]  # fmt: skip

ASKED = "  symptoms: {of: person, minutes: {v: 1"

UNCLEAR_DOORS = [
    Broken(_measure("symptom-monitoring"), "door:\n  symptoms", "door: {}\nreport: []\n#", "missing-door", "door:"),
    Broken(_measure("home-quarantine"), ASKED, ASKED.replace("symptoms", "horoscope"), "unknown-question",
           "horoscope:"),
]  # fmt: skip

UNSOURCED_FIGURES = [
    Broken(_measure("home-quarantine"), "  needs: {of: door, minutes: {v: 2, u: min, s: [], c: M, note: \"planning"
           " figure, no text found; the command sets it\"}}", "  needs: {of: door, minutes: 2}",
           "figure-without-source", "needs: {of: door, minutes: 2}"),
    Broken(PLAN, "monitored_days: {v: 21, u: d, s: [D3], c: A}", "monitored_days: {v: 21, u: d, s: [], c: A}",
           "figure-without-source", "monitored_days:"),
    Broken(PLAN, "  release_hours: {v: 24, u: h, s: [], c: M, note: \"our own clock for letting go\"}",
           "  release_hours: 24", "figure-without-source", "release_hours: 24"),
    Broken(PLAN, "s: [D5], c: B}", "s: [D9], c: B}", "unknown-source", "D9"),
    Broken(PLAN, "source: [D5]", "source: [D8]", "unknown-source", "D8"),
    Broken(PLAN, "cases_total >= $outbreak_cases", "cases_total >= 7", "figure-in-condition", "cases_total >= 7"),
    Broken(_measure("symptom-monitoring"), "s: [D3]", "s: [D7]", "unknown-source", "D7"),
    Broken(("diseases", "measles"), "s: [D2]", "s: [D6]", "unknown-source", "D6"),
]  # fmt: skip

UNREADABLE_PACKS = [
    Broken(_measure("home-quarantine"), ASKED, ASKED.replace("person", "family"), "wrong-value", "of: family"),
    Broken(_measure("home-quarantine"), ASKED, ASKED.replace("v: 1", "v: 0"), "wrong-value", "v: 0"),
    Broken(_measure("home-quarantine"), "of: door, minutes", "of: door, seconds", "missing-minutes", "needs:"),
    Broken(_measure("school-exclusion"), "duration:", "lasting:", "missing-duration", "id: school-exclusion"),
    Broken(_measure("school-exclusion"), "deadline:", "hurry:", "missing-deadline", "id: school-exclusion"),
    Broken(_measure("school-exclusion"), "owner:", "whoever:", "missing-owner", "id: school-exclusion"),
    Broken(_measure("school-exclusion"), "level: county, ", "", "missing-level", "owner:"),
    Broken(_measure("school-exclusion"), "proof: list\n", "", "missing-proof", "id: school-exclusion"),
    Broken(_measure("school-exclusion"), "legal_basis: exclude-from-school\n", "", "missing-legal-basis",
           "id: school-exclusion"),
    Broken(_measure("school-exclusion"), "proof: list", "proof: promise", "wrong-value", "proof: promise"),
    Broken(_measure("school-exclusion"), "to_days: {v: 21", "to_days: {v: .inf", "wrong-value", ".inf"),
    Broken(_measure("school-exclusion"), "proof: list", "proof: list\nproof: tap", "pack-not-yaml", "proof: tap"),
    Broken(_measure("school-exclusion"), "proof: list", "proof: list\ncolour: red", "unknown-key", "colour"),
    Broken(_measure("school-exclusion"), "id: school-exclusion", "id: holiday", "id-is-not-the-folder", "holiday"),
    Broken(PLAN, "disease: measles", "disease: mumps", "unknown-disease", "mumps"),
    Broken(PLAN, "legal: us-county-generic", "legal: us-moon", "unknown-legal-pack", "us-moon"),
    Broken(PLAN, "- measure: lab-confirmation", "- measure: tea-leaves", "unknown-measure", "tea-leaves"),
    Broken(PLAN, "$outbreak_cases", "$many", "unknown-figure", "$many"),
    Broken(PLAN, "s: [D5], c: B}", "s: [D5], c: Z}", "figure-not-readable", "outbreak_cases:"),
    Broken(PLAN, "when: cases_14d >= 1", "when: case_14d >= 1", "unknown-feature", "case_14d"),
    Broken(PLAN, "when: cases_14d >= 1", "when: cases_14d >=", "condition-not-readable", "cases_14d >="),
    Broken(PLAN, "    at: county\n    when: cases_14d", "    when: cases_14d", "missing-at", "county-with-a-case"),
    Broken(PLAN, "family:", "extends: nobody\nfamily:", "unknown-plan-to-extend", "extends: nobody"),
    _covid("level: high\n", "level: purple\n", "unknown-risk-level", "purple"),
]  # fmt: skip


def _lint(broken: Broken, own_packs) -> tuple[Path, list[Finding]]:
    file = own_packs.copy(*broken.pack, broken.old, broken.new)
    return file, lint_plan(broken.plan)


@pytest.mark.parametrize(
    "broken",
    [*DEAD_RULES, *BROKEN_CLOCKS, *UNSOUND_MEASURES, *UNCLEAR_DOORS, *UNSOURCED_FIGURES, *UNREADABLE_PACKS],
    ids=lambda b: b.code,
)
def test_the_linter_names_file_line_and_remedy(broken: Broken, own_packs) -> None:
    file, findings = _lint(broken, own_packs)
    found = [finding for finding in findings if finding.code == broken.code]
    assert found, [(finding.code, finding.happened.en) for finding in findings]
    lines = file.read_text(encoding="utf-8").splitlines()
    assert {finding.file for finding in found} == {file}
    assert broken.line in lines[found[0].line - 1]
    for text in (found[0].happened, found[0].remedy):
        assert text.zh
        assert text.en


@pytest.mark.parametrize("broken", UNREADABLE_PACKS, ids=lambda b: b.code)
def test_a_plan_that_cannot_be_read_is_refused_with_the_same_words(broken: Broken, own_packs) -> None:
    file = own_packs.copy(*broken.pack, broken.old, broken.new)
    with pytest.raises(PackProblem) as refused:
        read_plan(broken.plan)
    assert broken.code in {problem.code for problem in refused.value.all}
    assert f"{file}:" in refused.value.in_("en")
    assert f"{file}:" in refused.value.in_("zh")


def test_all_conditions_that_fail_are_reported_at_once(own_packs) -> None:
    file = own_packs.copy(*PLAN, "when: cases_14d >= 1", "when: case_14d >= 1")
    text = file.read_text(encoding="utf-8").replace("unknown_attendees", "unknown_visitors")
    file.write_text(text, encoding="utf-8")
    assert [finding.code for finding in lint_plan("measles-us-county")] == ["unknown-feature"] * 2


def test_a_plan_may_not_extend_itself_in_a_ring(own_packs) -> None:
    own_packs.write("plans", "hen", "id: hen\nextends: egg\n")
    own_packs.write("plans", "egg", "id: egg\nextends: hen\n")
    assert [finding.code for finding in lint_plan("hen")] == ["unknown-plan-to-extend"]


def test_a_plan_nobody_wrote_is_no_finding_but_a_problem() -> None:
    with pytest.raises(Problem, match="no pack plans/nowhere"):
        lint_plan("nowhere")
