"""Checkpoints: where, with which crew, for which area; passages recorded at the gate; people handed to their community."""
