"""The race clock: what another hour of each open order's delay costs; computed on request, kept, never a ground for a sanction."""
