"""The command page: battle map, curve, race clock, what waits, what is late."""
