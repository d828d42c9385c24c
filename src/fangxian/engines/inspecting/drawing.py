"""Drawing a sample that anybody can draw again: the rank of a place is a digest of the published seed and its id.

`printf '%s' "$seed:$place" | sha256sum` gives the number of a place; the smallest numbers are drawn.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import log

_HALF_STEP = 2.0**-65


@dataclass(frozen=True)
class Drawn:
    """A place drawn, in the order of the draw, with its weight (1 in a draw at random)."""

    place_id: str
    position: int
    weight: float


def number_of(seed: str, place_id: str) -> float:
    """Return the number of a place under a seed, evenly spread over 0 to 1 and never 0 or 1.

    >>> round(number_of("tonight", "430102003001"), 4)
    0.5528
    """
    first = int.from_bytes(sha256(f"{seed}:{place_id}".encode()).digest()[:8])
    return min(first / 2**64 + _HALF_STEP, 1 - 2.0**-53)


def draw_at_random(place_ids: Iterable[str], size: int, seed: str) -> tuple[Drawn, ...]:
    """Draw `size` places, each with the same chance; all of them where there are fewer.

    >>> [drawn.place_id for drawn in draw_at_random(["a", "b", "c"], 2, "tonight")]
    ['a', 'c']
    """
    return draw_by_risk(dict.fromkeys(place_ids, 1.0), size, seed)


def draw_by_risk(weights: Mapping[str, float], size: int, seed: str) -> tuple[Drawn, ...]:
    """Draw `size` places without putting any back, each draw in proportion to the weights.

    The smallest of -ln(number) / weight come first (Efraimidis and Spirakis): a place of twice the weight is twice
    as likely to be drawn first. A weight of 0 or less is never drawn.

    >>> [drawn.place_id for drawn in draw_by_risk({"a": 0.0, "b": 1.0, "c": 9.0}, 3, "tonight")]
    ['c', 'b']
    """
    keys = {place: -log(number_of(seed, place)) / weight for place, weight in weights.items() if weight > 0}
    chosen = sorted(keys, key=lambda place: (keys[place], place))[: max(size, 0)]
    return tuple(Drawn(place, at, weights[place]) for at, place in enumerate(chosen, start=1))
