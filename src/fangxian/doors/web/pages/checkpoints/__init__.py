"""Checkpoints: who was handed on and is late first, then crew, queue and passages; a form of three taps for the gate."""
