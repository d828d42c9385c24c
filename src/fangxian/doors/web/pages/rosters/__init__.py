"""Rosters: one's own shifts first, who is on duty now, rosters to take, the week's grid, hours, swaps and absences."""
