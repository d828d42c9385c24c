"""The gap ledger: every person of a round accounted for, place by place, down to the door."""
