"""The race clock: what another hour of each open order's delay costs, and the cheapest remedy."""
