"""Vehicle by vehicle, always on to the nearest stop that still fits: quick, and what others are measured against."""

from fangxian.engines.supplies.driving import Asked, follow


def route(asked: Asked) -> list[list[int]]:
    """Return the stops of each vehicle in order."""
    left, orders = set(range(len(asked.loads_g))), list[list[int]]()
    for vehicle in range(len(asked.capacities_g)):
        order: list[int] = []
        while (nearest := _next(asked, vehicle, order, left)) is not None:
            order.append(nearest)
            left.discard(nearest)
        orders.append(order)
    return orders


def _next(asked: Asked, vehicle: int, order: list[int], left: set[int]) -> int | None:
    here = order[-1] + 1 if order else 0
    for stop in sorted(left, key=lambda stop: (asked.metres[here, stop + 1], stop)):
        if len(follow(asked, vehicle, [*order, stop])[0]) == len(order) + 1:
            return stop
    return None
