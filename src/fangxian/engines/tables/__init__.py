"""The tables engines take and give: one file per noun."""

from fangxian.engines.problems import Text
from fangxian.engines.tables.burdens import BURDENS, COSTS, RESTRICTED
from fangxian.engines.tables.cases import CASE_KINDS, CASES
from fangxian.engines.tables.chains import CHAINS, LINK_KINDS
from fangxian.engines.tables.checks import CHECK_CHANNELS, CHECK_RESULTS, CHECKS
from fangxian.engines.tables.columns import DAY, INSTANT, Column, Table, TableError
from fangxian.engines.tables.contacts import CONTACTS
from fangxian.engines.tables.custody import (
    CUSTODY,
    CUSTODY_BREAK_KINDS,
    CUSTODY_BREAKS,
    CUSTODY_STAGES,
    OUTCOMES,
    RESULTS,
    SAMPLES,
    SHIPMENTS,
    TOLD,
    TUBES,
)
from fangxian.engines.tables.exposures import EXPOSURES, VENUE_EXPOSURES
from fangxian.engines.tables.follow_ups import FOLLOW_UPS
from fangxian.engines.tables.infections import INFECTIONS
from fangxian.engines.tables.ledger import (
    ACCOUNT_STATES,
    ACCOUNTS,
    DWELLING_STATES,
    DWELLINGS,
    EVENT_KINDS,
    EVENTS,
    GAP_KINDS,
    GAPS,
    LEDGER,
    LEDGER_BREAKS,
    LISTINGS,
    MISSING,
    REGISTER,
    SETTLED,
)
from fangxian.engines.tables.people import HOUSEHOLDS, PERSONS
from fangxian.engines.tables.places import PLACES, VENUE
from fangxian.engines.tables.presences import ENCOUNTERS, PRECISIONS, PRESENCES
from fangxian.engines.tables.responses import (
    AREAS,
    CHANGES,
    MEASURES,
    ORDERS,
    RESTRICTIONS,
    STAFFING,
    TESTING,
)
from fangxian.engines.tables.signals import CAPACITIES, CAPACITY_KINDS, FEEDS, POOLS
from fangxian.engines.tables.tree import (
    closure_of,
    count_at_tree_places,
    levels_of,
    sum_over_tree,
    tree_place_of,
    tree_with,
)
from fangxian.engines.tables.unseen import HISTORIES, NOT_ESTIMABLE, UNSEEN, UNSEEN_METHODS

__all__ = [
    "ACCOUNTS",
    "ACCOUNT_STATES",
    "AREAS",
    "BURDENS",
    "CAPACITIES",
    "CAPACITY_KINDS",
    "CASES",
    "CASE_KINDS",
    "CHAINS",
    "CHANGES",
    "CHECKS",
    "CHECK_CHANNELS",
    "CHECK_RESULTS",
    "CONTACTS",
    "COSTS",
    "CUSTODY",
    "CUSTODY_BREAKS",
    "CUSTODY_BREAK_KINDS",
    "CUSTODY_STAGES",
    "DAY",
    "DWELLINGS",
    "DWELLING_STATES",
    "ENCOUNTERS",
    "EVENTS",
    "EVENT_KINDS",
    "EXPOSURES",
    "FEEDS",
    "FOLLOW_UPS",
    "GAPS",
    "GAP_KINDS",
    "HISTORIES",
    "HOUSEHOLDS",
    "INFECTIONS",
    "INSTANT",
    "LEDGER",
    "LEDGER_BREAKS",
    "LINK_KINDS",
    "LISTINGS",
    "MEASURES",
    "MISSING",
    "NOT_ESTIMABLE",
    "ORDERS",
    "OUTCOMES",
    "PERSONS",
    "PLACES",
    "POOLS",
    "PRECISIONS",
    "PRESENCES",
    "REGISTER",
    "RESTRICTED",
    "RESTRICTIONS",
    "RESULTS",
    "SAMPLES",
    "SETTLED",
    "SHIPMENTS",
    "STAFFING",
    "TESTING",
    "TOLD",
    "TUBES",
    "UNSEEN",
    "UNSEEN_METHODS",
    "VENUE",
    "VENUE_EXPOSURES",
    "Column",
    "Table",
    "TableError",
    "Text",
    "closure_of",
    "count_at_tree_places",
    "levels_of",
    "sum_over_tree",
    "tree_place_of",
    "tree_with",
]
