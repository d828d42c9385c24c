"""What was told to whom about which deadline, and when an outbreak's clocks were last rung."""

from django.db import models

from fangxian.operations.ids import new_id


class Bell(models.Model):
    """One per outbreak: whoever rings holds it, so that two who ring at once tell nothing twice."""

    outbreak = models.OneToOneField("cases.Outbreak", models.PROTECT, primary_key=True, related_name="+")
    rung_at = models.DateTimeField(null=True)


class Nudge(models.Model):
    """One thing told to one person or office. It names a deadline, never a person whom the deadline is about."""

    KINDS = ("reminder", "escalation")

    id = models.UUIDField(primary_key=True, default=new_id)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    """The engine's name of it: the same deadline, kind and step have the same key whenever it is worked out."""
    clock = models.CharField(max_length=80)
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    step = models.PositiveSmallIntegerField()
    """0: to whoever answers; 1: the office one level higher; and so on."""
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    about_zh = models.CharField(max_length=300)
    about_en = models.CharField(max_length=300)
    cause = models.CharField(max_length=16, blank=True)
    """Why it was missed, as it looked when this was told; empty before the deadline."""
    order_id = models.UUIDField(null=True)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    """Where the deadline is. Reach goes by it."""
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    """The person told; None: everybody in the office."""
    channel = models.CharField(max_length=16, default="in_app")
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("outbreak", "key", name="nothing_is_told_twice")]
        indexes = [models.Index(fields=["office", "seen_at", "-sent_at"], name="nudges_of_an_office")]
