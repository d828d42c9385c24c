"""Rosters: who is on duty when at which post, what is short, absences, swaps, hand-over notes, who is worn out."""
