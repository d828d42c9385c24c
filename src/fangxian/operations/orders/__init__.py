"""Orders, the copy of every office, tasks and proofs."""
