"""How long a former office still sees somebody who moved, against a running server."""
