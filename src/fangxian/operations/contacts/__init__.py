"""Named contacts and what tracing found."""
