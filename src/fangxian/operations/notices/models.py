"""A notice, its editions, and what was sent of them. Every state is a dated column, so that any hour can be read."""

from django.db import models
from django.db.models import F, Q

from fangxian.operations.ids import new_id


class Notice(models.Model):
    """What is said about one subject. Its number is one the public can quote."""

    KINDS = ("measure", "area", "places", "figures", "general")

    id = models.UUIDField(primary_key=True, default=new_id)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    """Whom it concerns: everybody inside. Who may see a draft goes by it."""
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    subject = models.CharField(max_length=120, blank=True)
    """The key of the measure or area it is about."""
    number = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("outbreak", "number", name="a_notice_number_once_an_outbreak")]


class Edition(models.Model):
    """One wording of a notice. An edition that is published is never changed; a new one replaces it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="editions")
    edition = models.PositiveSmallIntegerField()
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    body_zh = models.TextField()
    body_en = models.TextField()
    places = models.JSONField(default=list)
    """The published places and times: place, from, to, whether whole days, whether the place around it is named."""
    coverage = models.JSONField(default=dict)
    """For places and times: how many exposed at places, how many of them the list reaches."""
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason_zh = models.CharField(max_length=300, blank=True)
    withdraw_reason_en = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("notice", "edition", name="an_edition_once_a_notice"),
            models.CheckConstraint(
                name="what_is_published_was_approved",
                condition=Q(published_at=None) | Q(approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_second_person_approves",
                condition=Q(approved_by=None) | Q(drafted_by=None) | ~Q(approved_by=F("drafted_by")),
            ),
        ]
        indexes = [models.Index(fields=["published_at"], name="editions_by_publication")]


class EarlierWording(models.Model):
    """What a draft said until it was changed, and who had approved it: written once, as it is written over."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="earlier")
    until_at = models.DateTimeField()
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    body_zh = models.TextField()
    body_en = models.TextField()
    places = models.JSONField(default=list)
    coverage = models.JSONField(default=dict)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["edition", "until_at"], name="wordings_of_an_edition")]


class Outlet(models.Model):
    """Where notices are sent beside the public page: a webhook, a gateway for short messages, a loudspeaker."""

    CHANNELS = ("webhook", "sms", "loudspeaker")

    id = models.UUIDField(primary_key=True, default=new_id)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    channel = models.CharField(max_length=16, choices=[(channel, channel) for channel in CHANNELS])
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=300, blank=True)
    """The address a webhook or a gateway is called at; a loudspeaker has none."""
    secret = models.CharField(max_length=64)
    """Signs what is sent, and lets receipts in."""
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class Delivery(models.Model):
    """One edition on its way to one outlet. The unique constraint keeps a repeated send from doubling it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="deliveries")
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="deliveries")
    withdrawal = models.BooleanField(default=False)
    queued_at = models.DateTimeField()
    next_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=200, blank=True)
    """What the other side said last: a status, a fault, the number of receivers, how often it was played."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "edition", "outlet", "withdrawal", name="an_edition_goes_to_an_outlet_once"
            )
        ]
        indexes = [models.Index(fields=["sent_at", "given_up_at", "next_at"], name="deliveries_waiting")]


class Heard(models.Model):
    """What the other side of a delivery said at an instant, and after how many attempts; the delivery has the last."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="heard")
    heard_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["delivery", "heard_at"], name="what_a_delivery_heard")]
