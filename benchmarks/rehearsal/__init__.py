"""How fast futures are told, beside others, and against the size of the city."""
