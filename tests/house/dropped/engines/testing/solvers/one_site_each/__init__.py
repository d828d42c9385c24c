"""Every place is its own site, as many times as its people need."""

import numpy as np

from fangxian.engines.testing.siting.instance import Instance
from fangxian.engines.testing.siting.placement import Choice, floor_of


def choose(instance: Instance) -> Choice:
    """Open full sites at home and one for the rest, while there may be more."""
    arcs = instance.arcs
    homes = instance.candidates["place_id"].to_numpy()[arcs.site]
    at_home = np.flatnonzero(homes == instance.places["place_id"].to_numpy()[arcs.place])
    chosen, left = instance.open.copy(), instance.people.copy()
    flows = np.zeros(len(arcs.place), dtype=np.int64)
    for arc in at_home:
        site, place = arcs.site[arc], arcs.place[arc]
        if left[place] and (chosen[site] or chosen.sum() < instance.most_sites):
            flows[arc] = min(left[place], instance.capacity[site])
            left[place] -= flows[arc]
            chosen[site] = True
    return Choice(chosen, flows, floor_of(instance))
