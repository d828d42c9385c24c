"""As many needs met as there are people, with the fewest metres travelled (OR-Tools, exact on the arcs offered)."""

import numpy as np
import polars as pl
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from fangxian.engines.staffing.solvers.min_cost_flow.arcs import candidate_arcs

_FLOWS = {
    "from_place_id": pl.String(),
    "to_place_id": pl.String(),
    "people": pl.Int64(),
    "distance_m": pl.Float64(),
}
_MANY = 2**40


def assign(needs: pl.DataFrame, supply: pl.DataFrame, seats: pl.DataFrame) -> pl.DataFrame:
    """Send people along the arcs from a place to itself and to the nearest places in need.

    Each place is two nodes, those who may stay only and those who may leave, so that a place keeps its own people.
    """
    arcs = candidate_arcs(needs, supply, seats)
    if not arcs.height:
        return pl.DataFrame(schema=_FLOWS)
    flows = _solve(needs, supply, arcs)
    sent = arcs.with_columns(people=flows).filter(pl.col("people") > 0)
    return sent.select(list(_FLOWS))


def _solve(needs: pl.DataFrame, supply: pl.DataFrame, arcs: pl.DataFrame) -> pl.Series:
    """Return the flow on each arc. Nodes: source, sink, a home and a gate per supplier, one per need."""
    suppliers, wanted = supply.height, needs.height
    home = 2 + np.arange(suppliers)
    gate, need = home + suppliers, 2 + 2 * suppliers + np.arange(wanted)
    by_supplier = {place: at for at, place in enumerate(supply["place_id"])}
    by_need = {place: at for at, place in enumerate(needs["place_id"])}
    tail_at = np.array([by_supplier[place] for place in arcs["from_place_id"]])
    head_at = np.array([by_need[place] for place in arcs["to_place_id"]])
    own = (arcs["from_place_id"] == arcs["to_place_id"]).to_numpy()
    tails = np.concatenate([np.zeros(suppliers), home, need, np.where(own, home[tail_at], gate[tail_at])])
    heads = np.concatenate([home, gate, np.ones(wanted), need[head_at]])
    open_ended = np.full(arcs.height, _MANY)
    capacities = np.concatenate([supply["workers"], supply["may_leave"], needs["needed"], open_ended])
    fixed = np.zeros(2 * suppliers + wanted)
    costs = np.concatenate([fixed, arcs["cost"]])
    flow = SimpleMinCostFlow()
    links = flow.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), capacities.astype(np.int64), costs.astype(np.int64)
    )
    most = int(min(supply["workers"].sum(), needs["needed"].sum()))
    flow.set_node_supply(0, most)
    flow.set_node_supply(1, -most)
    flow.solve_max_flow_with_min_cost()
    return pl.Series(flow.flows(links)[-arcs.height :], dtype=pl.Int64())
