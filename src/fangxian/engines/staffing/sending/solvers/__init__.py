"""One folder per solver; a folder dropped in here is found by itself and held by the conformance suite."""
