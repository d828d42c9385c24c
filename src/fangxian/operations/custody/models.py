"""What is on record between a person and the answer. Every row is written once and vouched for by its journal entry."""

from django.db import models

from fangxian.engines.tables.custody import OUTCOMES
from fangxian.operations.custody.rows import CHANNELS, DRIFT_KINDS, SHORTFALLS
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import Kept

_OUTCOMES = [(one, one) for one in OUTCOMES]


class Laboratory(Kept):
    """What was said of a laboratory; the last that was said of a key stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    tubes_a_day = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "laboratories"
        indexes = [models.Index(fields=["outbreak", "key"], name="custody_laboratories")]


class Tube(Kept):
    """A tube given out to a place for a round. `size` null: one household."""

    code = models.CharField(max_length=16, primary_key=True)
    round = models.ForeignKey("rounds.Round", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    size = models.PositiveSmallIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["round", "place"], name="custody_tubes_of_place")]


class Sample(Kept):
    """A swab. Its id is that of the event in the ledger: whoever takes the event back takes the sample back."""

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.ForeignKey("rounds.Round", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    person_id = models.CharField(max_length=64)
    tube = models.ForeignKey(Tube, models.PROTECT, related_name="samples")
    taken_at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)
    site_id = models.CharField(max_length=40, null=True)
    """Where it was taken; null: at a door, or nobody said."""

    class Meta:
        indexes = [
            models.Index(fields=["round", "place"], name="custody_samples_of_place"),
            models.Index(fields=["round", "person_id"], name="custody_samples_of_person"),
            models.Index(
                fields=["site_id", "taken_at", "recorded_at", "round"],
                condition=models.Q(site_id__isnull=False),
                name="custody_samples_at_site",
            ),
        ]


class Shipment(Kept):
    """Tubes on their way to a laboratory. Its id is made where it is packed."""

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.ForeignKey("rounds.Round", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    laboratory_id = models.CharField(max_length=40)
    sent_at = models.DateTimeField()
    tubes = models.JSONField()
    """The numbers of the tubes, in order."""

    class Meta:
        indexes = [models.Index(fields=["round", "place"], name="custody_shipments_of_place")]


class SentTube(models.Model):
    """A tube of a shipment, to be found by its number; the shipment says the same."""

    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="+")
    tube = models.ForeignKey(Tube, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("shipment", "tube", name="custody_sent_once")]


class Receipt(Kept):
    """A tube the laboratory counted in when it opened a shipment, whether it was listed there or not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="+")
    tube = models.ForeignKey(Tube, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("shipment", "tube", name="custody_received_once")]


class Result(Kept):
    """What a laboratory found in a tube. A tube may have several; where they differ it is a break."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tube = models.ForeignKey(Tube, models.PROTECT, related_name="results")
    laboratory_id = models.CharField(max_length=40)
    outcome = models.CharField(max_length=16, choices=_OUTCOMES)
    resulted_at = models.DateTimeField()
    batch_id = models.UUIDField(null=True)
    """The import it came by; null: typed by two people."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "tube", "laboratory_id", "outcome", "resulted_at", name="custody_one_result"
            )
        ]


class Typed(Kept):
    """A result as one person typed it: it counts once another person typed the same."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tube = models.ForeignKey(Tube, models.PROTECT, related_name="+")
    laboratory_id = models.CharField(max_length=40)
    outcome = models.CharField(max_length=16, choices=_OUTCOMES)
    resulted_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "typed"


class Told(Kept):
    """Somebody was told what was found in the tube of their sample."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sample = models.OneToOneField(Sample, models.PROTECT, related_name="told")
    told_at = models.DateTimeField()
    channel = models.CharField(max_length=16, choices=[(one, one) for one in CHANNELS])

    class Meta:
        verbose_name_plural = "told"


class Alarm(Kept):
    """A laboratory's results were late or fell short of what was due: raised once for each time they were due."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    laboratory_id = models.CharField(max_length=40)
    shortfall = models.CharField(max_length=8, choices=[(one, one) for one in SHORTFALLS])
    due_at = models.DateTimeField()
    waiting = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("outbreak", "laboratory_id", "due_at", name="custody_one_alarm"),
        ]


class DriftAlarm(Kept):
    """The results of a laboratory, a sampling place or an import left those of the others by the end of a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(one, one) for one in DRIFT_KINDS])
    unit_id = models.CharField(max_length=80)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    """Of the laboratory, or the sampling place itself."""
    chart = models.CharField(max_length=32)
    since_on = models.DateField()
    until_on = models.DateField()
    observed = models.PositiveIntegerField()
    expected = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "outbreak", "kind", "unit_id", "chart", "until_on", name="custody_one_drift_alarm"
            ),
        ]


class DriftCleared(Kept):
    """Somebody looked into what was wrong with results; from the day after `through_on` the unit is watched anew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(one, one) for one in DRIFT_KINDS])
    unit_id = models.CharField(max_length=80)
    through_on = models.DateField()
    reason = models.CharField(max_length=500)

    class Meta:
        verbose_name_plural = "drift cleared"


MODELS: dict[str, type[Kept]] = {
    "tube": Tube,
    "sample": Sample,
    "shipment": Shipment,
    "receipt": Receipt,
    "result": Result,
    "typed-result": Typed,
    "told": Told,
    "laboratory": Laboratory,
    "feed-alarm": Alarm,
    "drift-alarm": DriftAlarm,
    "drift-cleared": DriftCleared,
}
"""Word in the journal -> what it vouches for."""
