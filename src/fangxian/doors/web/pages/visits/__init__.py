"""Today's visits: one a door, in the order to walk them."""
