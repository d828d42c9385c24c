"""How fast the journal is verified, and whether whatever is done to it behind the services' back is found."""
