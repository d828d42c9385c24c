"""Rehearsals of plans: asked for, run piece by piece, kept, and opened again."""
