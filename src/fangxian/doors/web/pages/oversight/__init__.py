"""Oversight: inspections, findings, evaluation, fairness of late dispatches, sanctions."""
