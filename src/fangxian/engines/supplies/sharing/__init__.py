"""One folder per way of sharing stock out; a folder dropped in here is found by itself and held by the conformance suite.

Each has one function `share(wanted, held, turn, metres)`: `wanted` what each place needs of an item, `held` what each lot
holds, `turn` the order in which lots are to be used up (0 first), `metres` from each lot (row) to each place (column). It
returns how much of each lot goes to each place (lots x places): as much in all as the smaller of both sums, no lot of a
later turn while one of an earlier turn is left.
"""
