"""Oversight: inspections, findings and their rectification, evaluation from facts, sanctions with a hearing and an appeal."""
