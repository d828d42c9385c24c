"""The benchmark of rules: whom each manages and misses in simulated outbreaks."""
