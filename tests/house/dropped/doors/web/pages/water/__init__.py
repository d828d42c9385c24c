"""Where the water is safe."""
