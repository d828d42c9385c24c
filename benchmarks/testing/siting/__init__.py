"""What `benchmarks.testing.sites` is made of: the towns, a bound reckoned apart, the peer."""
