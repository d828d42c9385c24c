"""A registration as the spool gave it, and how far each series of the spool is on record."""

from django.db import models

from fangxian.stores.spool import Position

KINDS = ("registration", "passage", "knock")
"""Their order is the number a frame of the spool carries: append, never reorder."""


class Cursor(models.Model):
    """How far one series of segments is applied; moved in the transaction that inserts what it passes."""

    writer = models.CharField(max_length=32, unique=True)
    segment = models.PositiveIntegerField(default=0)
    offset = models.PositiveBigIntegerField(default=0)
    records = models.PositiveBigIntegerField(default=0)
    applied_at = models.DateTimeField(null=True)

    @property
    def position(self) -> Position:
        """The same as the spool takes it."""
        return Position(self.segment, self.offset, self.records)


class Registration(models.Model):
    """One record. `id` is the key its sender gave it: sent twice, it is here once.

    Nothing here refers to a row by a constraint: a record that was acknowledged is kept whatever became of its place.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    outbreak = models.ForeignKey(
        "cases.Outbreak", models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    place = models.ForeignKey(
        "places.Place", models.PROTECT, to_field="key", db_constraint=False, db_index=False, related_name="+"
    )
    person_key = models.CharField(max_length=64, null=True)
    household_key = models.CharField(max_length=64, null=True)
    event_at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    user_id = models.CharField(max_length=64)
    office_id = models.CharField(max_length=64)
    payload = models.JSONField()
    cursor = models.ForeignKey(Cursor, models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    number = models.PositiveBigIntegerField()
    """Which record of its series it is, from 0."""
    entry = models.ForeignKey(
        "journal.Entry", models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(fields=["place", "kind", "event_at"], name="registrations_by_place"),
            models.Index(fields=["outbreak", "person_key"], name="registrations_by_person"),
        ]


class Pending(models.Model):
    """A record that says something of a round and is not in its ledger yet. `problem`: why it could not be put there."""

    registration_id = models.UUIDField(primary_key=True)
    problem = models.CharField(max_length=60, blank=True)
    tried_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "pending"
        indexes = [models.Index(fields=["problem", "registration_id"], name="registrations_for_ledgers")]
