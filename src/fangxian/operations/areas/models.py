"""Areas of risk and the measures in force there. Each is version rows: a replay reads what stood when."""

from django.db import models

from fangxian.operations.versions import Version


class Standing(Version):
    """What areas and measures share: where it stands, on what evidence, by which decision."""

    id = models.CharField(max_length=64)  # type: ignore[assignment]
    """The engine's id: the same rule for the same place has the same id in every response."""
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    decision = models.ForeignKey("decisions.Decision", models.PROTECT, null=True, related_name="+")
    """Null where the official record decided (see `source`)."""
    starts_at = models.DateTimeField()
    rule = models.CharField(max_length=120)
    evidence = models.TextField(blank=True)
    digest = models.TextField(blank=True)
    release_due_at = models.DateTimeField(null=True)
    alone_until = models.DateTimeField(null=True)
    """It rests on one signature: the effect lapses by itself at this instant."""
    source = models.CharField(max_length=300, blank=True)

    class Meta(Version.Meta):
        abstract = True


class Area(Standing):
    """A place at a risk level."""

    level = models.CharField(max_length=32)
    eligible_to_end = models.BooleanField(default=False)
    reason_zh = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    population = models.BigIntegerField(null=True)
    extent = models.TextField(null=True)
    """JSON of what it covers where that was drawn by hand; null: the whole of its place."""
    covers = models.TextField(null=True)
    """The places its level counts for where it was drawn, joined by ";"."""

    class Meta(Standing.Meta):
        abstract = False


class RoundOfTests(models.Model):
    """What the last round of tests in an area came to, as the office there reported it. Written once."""

    area = models.CharField(max_length=64, db_index=True)
    """The area's id, which many version rows share."""
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    finished_on = models.DateField()
    due = models.PositiveBigIntegerField()
    tested = models.PositiveBigIntegerField()
    positive = models.PositiveBigIntegerField()
    recorded_at = models.DateTimeField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="areas_positive_among_tested", condition=models.Q(positive__lte=models.F("tested"))
            )
        ]


class MeasureInForce(Standing):
    """A measure at a place, for a time that always has an end."""

    measure = models.CharField(max_length=80)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    area_key = models.CharField(max_length=64, null=True)
    ends_at = models.DateTimeField()
    deadline_at = models.DateTimeField(null=True)
    restricts = models.BooleanField()
    people = models.BigIntegerField(null=True)
    legal_basis = models.CharField(max_length=120)

    class Meta(Standing.Meta):
        abstract = False
