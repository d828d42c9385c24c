"""Whether a rehearsal can be run as asked; said before anything is written."""

from dataclasses import replace

from fangxian.engines.problems import Text
from fangxian.engines.rehearsal import Assumptions
from fangxian.engines.rehearsal.naming import ASSUMPTION_WORDS
from fangxian.engines.rehearsal.spreading import require_modelled
from fangxian.operations.rehearsals.problems import DISEASE_UNCLEAR, PLANS_UNCLEAR, REHEARSAL_UNCLEAR
from fangxian.operations.rehearsals.rows import DAYS, DAYS_AGO, FUTURES, MOST_PLANS, NOTHING, SEEDS, Wish
from fangxian.stores.mixing import find_city
from fangxian.stores.packs import list_packs, read_disease, read_plan

SHARES = (
    "accepted", "done_share", "ask_before", "ask_after", "found_household", "found_work", "found_school", "found_venue",
    "found_site", "participation", "schools_open", "vaccinated", "leave_a_day", "checked",
)  # fmt: skip
"""Assumptions that are shares of one."""
_MOST, _MOST_R0 = 1e9, 30.0
_NUMBERS = {
    "futures": (FUTURES, Text("未来的数量", "futures")),
    "days": (DAYS, Text("天数", "days")),
    "seed_cases": (SEEDS, Text("最初感染者", "people infected at the beginning")),
    "seeded_days_ago": (DAYS_AGO, Text("几天前", "days ago")),
}


def settle(wish: Wish) -> Wish:
    """Return the wish with its disease named and its plans with their versions.

    Raises:
        Problem: `plans-unclear`, `disease-unclear`, `rehearsal-unclear`, `no-such-assumption`, `not-one-city`,
            `route-not-modelled`.
    """
    known = [*list_packs("plans"), NOTHING]
    if not _are_plans(wish.plans, known):
        raise PLANS_UNCLEAR(plans=", ".join(wish.plans) or "–", most=MOST_PLANS, known=", ".join(known))
    for name, (bounds, called) in _NUMBERS.items():
        _require_within(getattr(wish, name), bounds, called)
    Assumptions().with_set(wish.assumptions)
    for name, value in wish.assumptions.items():
        most = 1.0 if name in SHARES else _MOST_R0 if name == "r0" else _MOST
        _require_within(value, (0, most), ASSUMPTION_WORDS[name])
    disease = wish.disease or _disease_of(wish.plans)
    if disease not in list_packs("diseases"):
        raise DISEASE_UNCLEAR(disease=disease, known=", ".join(list_packs("diseases")))
    require_modelled(read_disease(disease))
    find_city(wish.place_id)
    return replace(wish, disease=disease, plans=tuple(_versioned(plan) for plan in wish.plans))


def _are_plans(plans: tuple[str, ...], known: list[str]) -> bool:
    return 1 <= len(plans) <= MOST_PLANS and len(set(plans)) == len(plans) and set(plans) <= set(known)


def _require_within(value: float, bounds: tuple[float, float], called: Text) -> None:
    if not bounds[0] <= value <= bounds[1]:
        raise REHEARSAL_UNCLEAR(
            name=called.en,
            name_zh=called.zh,
            value=f"{value:g}",
            least=f"{bounds[0]:g}",
            most=f"{bounds[1]:g}",
        )


def _disease_of(plans: tuple[str, ...]) -> str:
    return next((read_plan(plan).disease for plan in plans if plan != NOTHING), "")


def _versioned(plan: str) -> str:
    return plan if plan == NOTHING else f"{plan}@{read_plan(plan).version}"
