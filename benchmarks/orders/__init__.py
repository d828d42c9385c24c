"""Orders at the size of four cities."""
