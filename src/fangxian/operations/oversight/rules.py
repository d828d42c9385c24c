"""The rules of oversight of an outbreak: those of the jurisdiction its plan names."""

from fangxian.engines.inspecting import OversightRule
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.stores.packs import read_plan
from fangxian.stores.packs.oversight import read_oversight


def rule_of(outbreak: OutbreakRow) -> OversightRule:
    """Return the rules of an outbreak. Raises `no-such-pack` where the jurisdiction has none."""
    return read_oversight(read_plan(outbreak.plan.partition("@")[0]).legal)
