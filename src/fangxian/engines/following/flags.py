"""What a disease pack watches for, and when a check raises a red flag."""

from collections.abc import Iterable
from dataclasses import dataclass

from fangxian.engines.plans import RELEASE_TESTS, Disease, Plan


@dataclass(frozen=True)
class FollowingRule:
    """The figures of a follow-up: symptoms asked for, fever from, hours a clinician has, tests before a release.

    `fever_from_c` None: the pack names no temperature, only symptoms raise a flag.
    `negative_tests`: so many at the end of a quarantine or of testing, 0 where the plan asks for none.
    """

    symptoms: tuple[str, ...]
    fever_from_c: float | None
    red_flag_hours: float
    negative_tests: int


def following_rule(plan: Plan, disease: Disease) -> FollowingRule:
    """Return the figures of a plan and its disease; what a pack does not say asks for nothing more.

    A pack without `red_flag_hours` gives a clinician no time at all: the flag is late at once, never forgotten.

    >>> from fangxian.engines.problems import Text
    >>> from fangxian.engines.response.examples import A_PLAN
    >>> bare = Disease("example", Text("", ""), Text("", ""), Text("", ""), (), {}, {})
    >>> following_rule(A_PLAN, bare)
    FollowingRule(symptoms=(), fever_from_c=None, red_flag_hours=0.0, negative_tests=0)
    """
    figures = disease.figures
    fever, tests = figures.get("fever_from_c"), plan.figures.get(f"figures.{RELEASE_TESTS}")
    symptoms, hours = figures.get("watched_symptoms"), figures.get("red_flag_hours")
    return FollowingRule(
        symptoms=tuple(symptoms.value) if symptoms else (),
        fever_from_c=float(fever.value) if fever else None,
        red_flag_hours=float(hours.value) if hours else 0.0,
        negative_tests=int(tests.value) if tests else 0,
    )


def is_red(symptoms: Iterable[str], temperature_c: float | None, rule: FollowingRule) -> bool:
    """Return whether a clinician has to see this check: any symptom at all, or fever from the pack's figure.

    A symptom the pack does not watch for counts too: somebody thought it worth saying.

    >>> rule = FollowingRule(("cough",), 37.3, 2.0, 2)
    >>> is_red([], 37.2, rule), is_red([], 37.3, rule), is_red(["cough"], None, rule)
    (False, True, True)
    """
    hot = temperature_c is not None and rule.fever_from_c is not None and temperature_c >= rule.fever_from_c
    return hot or any(True for _ in symptoms)
