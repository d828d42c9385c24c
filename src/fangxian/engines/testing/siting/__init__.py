"""What placing sampling sites is about: the instance, who can walk where, the placement, its desks and its norm."""
