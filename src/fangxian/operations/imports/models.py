"""Batches of rows taken in, and every row that was not."""

from django.db import models
from django.db.models import F, Q

from fangxian.operations.ids import new_id

PERSONAL_KINDS = (
    "cases",
    "checks",
    "contacts",
    "households",
    "persons",
    "presences",
    "household-register",
    "grid-roster",
    "phones",
    "shops",
    "deliveries",
    "earlier-rounds",
    "self-registration",
)
"""Lists of people: they load only with purpose, legal basis, approver and retention."""


class Batch(models.Model):
    """One file, once, taken in at the place of whoever did. The balance is the database's own rule."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    read = models.PositiveBigIntegerField()
    accepted = models.PositiveBigIntegerField()
    duplicate = models.PositiveBigIntegerField()
    rejected = models.PositiveBigIntegerField()
    purpose = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)
    approver = models.CharField(max_length=120, blank=True)
    retention_until = models.DateField(null=True)
    imported_at = models.DateTimeField()
    entry = models.ForeignKey("journal.Entry", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "batches"
        constraints = [
            models.UniqueConstraint(fields=["kind", "sha256"], name="imports_file_once"),
            models.CheckConstraint(
                condition=Q(read=F("accepted") + F("duplicate") + F("rejected")), name="imports_balance"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=PERSONAL_KINDS)
                | (~Q(purpose="") & ~Q(legal_basis="") & ~Q(approver="") & Q(retention_until__isnull=False)),
                name="imports_personal_needs_terms",
            ),
        ]


class RejectedRow(models.Model):
    """A row that was refused: where it stood, what was in it, why."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="+")
    line = models.PositiveBigIntegerField()
    column = models.CharField(max_length=60)
    value = models.TextField()
    reason_zh = models.TextField()
    reason_en = models.TextField()
