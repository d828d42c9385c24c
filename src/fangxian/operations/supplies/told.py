"""What a household told at its door is settled by the proof that all of it was handed over."""

from collections import Counter

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.places.reach import Reach
from fangxian.operations.screening.items import settle_delivered
from fangxian.operations.screening.told_needs import ToldNeed, list_told_needs
from fangxian.operations.supplies.households import plates_by_key, request_id_of
from fangxian.operations.supplies.models import Drop, Handed, Request
from fangxian.operations.supplies.packs import rule_of
from fangxian.operations.supplies.rows import NOT_HANDED


def settle_told(actor: Actor, clock: Clock, drop: Drop) -> int:
    """Settle the desk items of a household that were delivered whole, inside the caller's transaction; return how many."""
    plate = plates_by_key([drop.household_key]).get(drop.household_key)
    if plate is None:
        return 0
    # The item is of the door itself, whatever desk answers it.
    told = list_told_needs(Reach(frozenset({drop.place_id})), drop.outbreak_id, clock.now())
    own = [one for one in told if (one.place_id, one.household_id) == (drop.place_id, plate.household_id)]
    left = _left_of(drop) if own else Counter()
    done = [one.id for one in own if _is_done(one, drop.outbreak_id, left)]
    return settle_delivered(actor, clock, item_ids=done) if done else 0


def _is_done(need: ToldNeed, outbreak_id: str, left: Counter[str]) -> bool:
    """Whether every request it became was handed in full; one that became none is for the desk."""
    told = rule_of(outbreak_id).told
    keys = [str(request_id_of(need.id, item)) for code in need.codes for item in told.get(code, {})]
    return bool(keys) and all(code in told for code in need.codes) and all(left.get(key) == 0 for key in keys)


def _left_of(drop: Drop) -> Counter[str]:
    """Request -> how much of it was not handed yet; what is still on a round was not."""
    whose = {"outbreak_id": drop.outbreak_id, "household_key": drop.household_key}
    rows = Request.objects.filter(**whose).values_list("id", "quantity")
    left = Counter({str(key): quantity for key, quantity in rows})
    handed = Handed.objects.exclude(outcome=NOT_HANDED).values("drop_id")
    for portions in Drop.objects.filter(**whose, id__in=handed).values_list("portions", flat=True):
        for _, _, quantity, request in portions:
            if request:
                left[request] = max(left[request] - quantity, 0)
    return left
