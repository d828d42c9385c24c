"""Which pack of supplies an outbreak goes by."""

from fangxian.engines.supplies import SupplyRule
from fangxian.stores.packs.supplies import DEFAULT, read_supplies


def rule_of(outbreak_id: str) -> SupplyRule:
    """Return the rule: the pack named like the outbreak where there is one, otherwise the one that comes with Fangxian."""
    from fangxian.stores.packs import list_packs

    return read_supplies(outbreak_id if outbreak_id in list_packs("supplies") else DEFAULT)
