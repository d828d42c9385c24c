"""From the person to the answer: tubes, samples, shipments, laboratories, results, and who was told."""
