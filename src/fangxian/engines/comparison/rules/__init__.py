"""One folder per rule; a folder dropped in here is found by itself and compared with the others."""
