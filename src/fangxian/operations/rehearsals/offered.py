"""What a rehearsal may be asked about: plans and diseases that go from person to person."""

from fangxian.engines.problems import Problem
from fangxian.engines.rehearsal.spreading import require_modelled
from fangxian.operations.rehearsals.rows import NOTHING
from fangxian.stores.packs import list_packs, read_disease, read_plan


def list_diseases() -> list[str]:
    """Return the disease packs that a future knows."""
    return [disease for disease in list_packs("diseases") if _is_modelled(disease)]


def list_plans() -> list[str]:
    """Return the plan packs for those diseases, and doing nothing."""
    known = list_diseases()
    return [*(plan for plan in list_packs("plans") if read_plan(plan).disease in known), NOTHING]


def _is_modelled(disease: str) -> bool:
    try:
        require_modelled(read_disease(disease))
    except Problem:
        return False
    return True
