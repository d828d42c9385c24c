"""What the plan proposes, and the signatures."""
