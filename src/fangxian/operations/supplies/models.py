"""What is on record of supplies. Every row but the door plates is written once and vouched for by its journal entry.

Kept rows know a household by a key of its own. Which door that is stands on its door plate alone, which is not kept for
ever: when it goes, what remains says how much was brought, and to nobody.
"""

from django.db import models

from fangxian.engines.tables.supplies import MOVEMENT_KINDS
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import Kept
from fangxian.operations.supplies.rows import DONATION_KINDS, DONATION_STEPS, HANDED, WHY_NOT


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one, one) for one in codes]


class DoorPlate(models.Model):
    """Which door a household is behind, where a vehicle stops for it, and the word it says when supplies come."""

    key = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    household_id = models.CharField(max_length=64)
    gate_id = models.CharField(max_length=64, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    word = models.CharField(max_length=8)
    keep_until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("outbreak", "household_id", name="supplies_one_plate")]
        indexes = [models.Index(fields=["keep_until"], name="supplies_plates_due")]


class OfOutbreak(Kept):
    """A row of an outbreak, with an id of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Depot(OfOutbreak):
    """What was said of a depot; the last that was said of a key stands."""

    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["outbreak", "key"], name="supplies_depots")]


class Donation(OfOutbreak):
    """Something offered. `donor`: an organisation; empty: a person, who gives on a receipt and is not named."""

    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    kind = models.CharField(max_length=8, choices=_choices(DONATION_KINDS))
    donor = models.CharField(max_length=120, blank=True)
    item = models.CharField(max_length=40, blank=True)
    quantity = models.PositiveBigIntegerField(default=0)
    amount_yuan = models.PositiveBigIntegerField(default=0)
    offered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["outbreak", "place"], name="supplies_donations")]


class DonationStep(Kept):
    """How far a donation came. Each step once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    donation = models.ForeignKey(Donation, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=16, choices=_choices(DONATION_STEPS))
    quantity = models.PositiveBigIntegerField(default=0)
    """Of the step `received`: how much came, in units of the item or yuan."""

    class Meta:
        constraints = [models.UniqueConstraint("donation", "step", name="supplies_each_step_once")]


class Lot(OfOutbreak):
    """Goods of one kind that came together, or will. How much of it is where: its movements say."""

    depot_key = models.SlugField(max_length=40)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    """Of the depot."""
    item = models.CharField(max_length=40)
    expected = models.PositiveBigIntegerField()
    expires_on = models.DateField(null=True)
    arrives_on = models.DateField(null=True)
    donation = models.ForeignKey(Donation, models.PROTECT, null=True, related_name="lots")

    class Meta:
        indexes = [models.Index(fields=["outbreak", "place"], name="supplies_lots")]


class Purchase(OfOutbreak):
    """Goods bought with donated money of a place: what, from whom, for how much, by which receipt."""

    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    lot = models.OneToOneField(Lot, models.PROTECT, related_name="purchase")
    amount_yuan = models.PositiveBigIntegerField()
    seller = models.CharField(max_length=120)
    receipt = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["outbreak", "place"], name="supplies_purchases")]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_yuan__gt=0), name="supplies_costs_something"),
            models.UniqueConstraint("outbreak", "seller", "receipt", name="supplies_each_receipt_once"),
        ]


class Movement(Kept):
    """So much of a lot came, was delivered, expired or was written off. Never changed, never below nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=12, choices=_choices(MOVEMENT_KINDS))
    quantity = models.PositiveBigIntegerField()
    drop_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="supplies_moves_something")
        ]


class OfHousehold(OfOutbreak):
    """A row about a household, known by the key of its door plate."""

    household_key = models.UUIDField()
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")

    class Meta:
        abstract = True


class Household(OfHousehold):
    """How many people of which age are to be supplied; the last that was said of a household stands."""

    infants = models.PositiveSmallIntegerField(default=0)
    children = models.PositiveSmallIntegerField(default=0)
    adults = models.PositiveSmallIntegerField(default=0)
    elders = models.PositiveSmallIntegerField(default=0)
    from_hour = models.PositiveSmallIntegerField(null=True)
    to_hour = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["outbreak", "place"], name="supplies_households")]


class Request(OfHousehold):
    """What a household asked for. Its id was made where it was told."""

    id = models.UUIDField(primary_key=True, editable=False)
    item = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    urgent = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["outbreak", "place"], name="supplies_requests")]


class DeliveryPlan(OfOutbreak):
    """A plan somebody accepted. `left`: [key of a household, reason, items it lacks] of all it could not serve."""

    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    left = models.JSONField(default=list)


class DeliveryRound(Kept):
    """A vehicle's trip from a depot."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(DeliveryPlan, models.PROTECT, related_name="rounds")
    number = models.CharField(max_length=80)
    vehicle = models.CharField(max_length=64)
    depot_key = models.SlugField(max_length=40)
    load_g = models.PositiveBigIntegerField()


class Drop(OfHousehold):
    """A household on a round, and what it is promised: [item, lot, quantity, request or null]. `lasts_days`: by rule."""

    round = models.ForeignKey(DeliveryRound, models.PROTECT, related_name="drops")
    nth = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    portions = models.JSONField()
    lasts_days = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["outbreak", "household_key"], name="supplies_drops_of_home"),
        ]


class Handed(Kept):
    """What became of it at the door. Its id was made on the phone."""

    id = models.UUIDField(primary_key=True, editable=False)
    drop = models.OneToOneField(Drop, models.PROTECT, related_name="handed")
    outcome = models.CharField(max_length=12, choices=_choices(HANDED))
    why = models.CharField(max_length=12, blank=True, choices=_choices(WHY_NOT))
    event_at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "handed"


MODELS: dict[str, type[Kept]] = {
    "supply-depot": Depot,
    "supply-lot": Lot,
    "supply-movement": Movement,
    "supply-household": Household,
    "supply-request": Request,
    "donation": Donation,
    "donation-step": DonationStep,
    "purchase": Purchase,
    "delivery-plan": DeliveryPlan,
    "delivery-round": DeliveryRound,
    "household-drop": Drop,
    "handed-supplies": Handed,
}
"""Word in the journal -> what it vouches for."""
