"""How well chains are found, on outbreaks whose truth is known."""
