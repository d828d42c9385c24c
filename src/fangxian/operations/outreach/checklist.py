"""The checklists of an outbreak: those of the jurisdiction its plan names."""

from fangxian.engines.visiting import Checklist
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.stores.packs import read_plan
from fangxian.stores.packs.checklists import read_checklist


def checklist_of(outbreak: OutbreakRow) -> Checklist:
    """Return the checklists of an outbreak. Raises `no-such-pack` where the jurisdiction has none."""
    return read_checklist(read_plan(outbreak.plan.partition("@")[0]).legal)
