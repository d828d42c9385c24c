"""Supplies for closed households: depots and lots, donations, who needs what, rounds of delivery and their proof."""
