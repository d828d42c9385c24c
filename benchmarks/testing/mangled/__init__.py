"""Import files as people send them: valid ones, what goes wrong with them, and whether every row is told of."""
