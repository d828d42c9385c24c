"""A lookup: who opened the record of a person outside their tasks, when, why, and until when it stays open."""

from django.db import models
from django.db.models import F, Q

from fangxian.operations.ids import new_id


class Lookup(models.Model):
    """One opening. It covers every record of that person until `until_at`, so that a reason is asked once a shift."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="key", related_name="+")
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    record = models.CharField(max_length=16)
    record_id = models.CharField(max_length=64)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    role = models.CharField(max_length=32)
    why = models.CharField(max_length=16)
    reason = models.TextField()
    looked_at = models.DateTimeField()
    until_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_at__gt=F("looked_at")), name="a_lookup_ends"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_lookup_has_a_reason"),
        ]
        indexes = [
            models.Index(fields=["user", "person", "until_at"], name="lookups_standing"),
            models.Index(fields=["looked_at"], name="lookups_by_time"),
        ]
