"""Imperfect lists of invented people with the truth beside them: who is who is known, so a linkage can be judged."""

from benchmarks.testing.imperfect.lists import Drawn, Errors, draw_lists
from benchmarks.testing.imperfect.people import People, draw_people

__all__ = ["Drawn", "Errors", "People", "draw_lists", "draw_people"]
