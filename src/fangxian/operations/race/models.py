"""What is on record of a race clock: what was asked, that it ended, and the price of every open dispatch."""

from django.db import models

from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import Kept


class RaceClock(Kept):
    """What was asked: at which hour, in which city, on which belief. `fit`: digest of the draws, empty without a fit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    as_of = models.DateTimeField()
    plan = models.CharField(max_length=80)
    fit = models.CharField(max_length=64, blank=True)
    futures = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["outbreak", "recorded_at"], name="race_clocks_of_outbreak")]


class RaceEnd(Kept):
    """All orders have been priced. `cases`: the futures begin with; `hidden`: infections on no list, mean."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clock = models.OneToOneField(RaceClock, models.PROTECT, related_name="end")
    cases = models.PositiveIntegerField()
    hidden = models.FloatField()


class RacePrice(Kept):
    """The price of one dispatch's delay an hour, or why it has none (`why_*`). `remedy`: an `engines` Remedy."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clock = models.ForeignKey(RaceClock, models.PROTECT, related_name="prices")
    dispatch = models.ForeignKey("orders.Dispatch", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    stands_for = models.PositiveIntegerField(default=1)
    figures = models.JSONField(null=True)
    infections = models.FloatField(null=True)
    too_small = models.BooleanField(default=True)
    remedy = models.JSONField(null=True)
    why_zh = models.CharField(max_length=200, blank=True)
    why_en = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["clock", "infections"], name="race_prices_of_a_clock")]


MODELS: dict[str, type[Kept]] = {"race-clock": RaceClock, "race-end": RaceEnd, "race-price": RacePrice}
"""Word in the journal -> what it vouches for."""
