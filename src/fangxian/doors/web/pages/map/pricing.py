"""What delay costs on the battle map: the dear orders of each place that is drawn, from the last race clock."""

from collections.abc import Iterable

from fangxian.doors.web.desk import Desk
from fangxian.doors.web.pages.map.words import WORDS
from fangxian.doors.web.templatetags.race import signed
from fangxian.operations.cases.queries import OutbreakRow
from fangxian.operations.places.queries import under
from fangxian.operations.race.queries import list_dear_places


def sum_prices(desk: Desk, outbreak: OutbreakRow, drawn: Iterable[str]) -> dict[str, float]:
    """Return place -> the infections an hour that the delay of dear orders in it costs."""
    dear = list_dear_places(desk.reach, outbreak.id, desk.then)
    shown = under(list(drawn)) if dear else {}
    total: dict[str, float] = {}
    for place, price in dear.items():
        if place in shown:
            total[shown[place]] = total.get(shown[place], 0.0) + price
    return total


def price_word(desk: Desk, price: float) -> str:
    """Return what the label of a place says of its price, nothing where no order is dear."""
    return WORDS.in_(desk.language).say("badge_price", price=signed(price)) if price else ""
