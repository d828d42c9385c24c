"""流水: who did what, when and why; sealed, chained, anchored."""
