"""Going to where people are: venues looked at, loudspeakers, visitors who cannot get home."""
