"""The testing day: how far everybody's sample has come, what each laboratory has to do, where the chain does not hold."""
