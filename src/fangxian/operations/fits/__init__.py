"""Fits of running outbreaks: asked for, tried piece by piece, kept, and what each said of who is on no list."""
