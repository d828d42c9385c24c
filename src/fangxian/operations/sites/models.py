"""What is on record of sampling sites. Every row is written once and vouched for by its journal entry."""

from django.db import models

from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import Kept
from fangxian.operations.sites.rows import ALARM_KINDS


class OfSite(Kept):
    """A row about one site of an outbreak, by the site's key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    site_id = models.CharField(max_length=40)

    class Meta:
        abstract = True


class Site(OfSite):
    """What was said of a site; the last that was said of a key stands. Where it is never changes."""

    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    venue = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    """The site as a place of its own, inside `place`: where those sampled there were."""
    lat = models.FloatField()
    lon = models.FloatField()
    desks = models.PositiveSmallIntegerField()
    per_desk_hour = models.PositiveSmallIntegerField()
    queue_limit = models.PositiveIntegerField()
    open_from = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["outbreak", "site_id"], name="sites_by_key")]


class Shift(OfSite):
    """Somebody on duty at a site; the last that was said of a shift stands.

    A person of the register (`person_id`), one of the staff without a record there (`staff_id`, their handle), or both.
    """

    shift_id = models.UUIDField()
    person_id = models.CharField(max_length=64, null=True)
    staff_id = models.CharField(max_length=60, null=True)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["outbreak", "site_id"], name="sites_shifts"),
            models.Index(fields=["outbreak", "person_id"], name="sites_shifts_of_person"),
        ]


class QueueReport(OfSite):
    """How many people stood in the queue, as somebody at the site saw it."""

    waiting = models.PositiveIntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["outbreak", "site_id", "seen_at"], name="sites_queues")]


class SiteAlarm(OfSite):
    """Something is wrong at a site: raised once for the hour it began.

    measured, allowed: people waiting and the limit; samples of an hour and what the desks can do; people sampled during
    the shifts of one who is a case (no limit).
    """

    kind = models.CharField(max_length=16, choices=[(one, one) for one in ALARM_KINDS])
    since_at = models.DateTimeField()
    person_id = models.CharField(max_length=64, blank=True)
    measured = models.PositiveIntegerField()
    allowed = models.PositiveIntegerField(null=True)
    days = models.JSONField(null=True)
    """The local dates on duty of one who is a case."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "outbreak", "site_id", "kind", "person_id", "since_at", name="sites_one_alarm"
            )
        ]


class AlarmAnswer(Kept):
    """Somebody saw to an alarm, and says what was done."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    alarm = models.OneToOneField(SiteAlarm, models.PROTECT, related_name="answer")
    said = models.CharField(max_length=500)


MODELS: dict[str, type[Kept]] = {
    "site": Site,
    "site-shift": Shift,
    "site-queue": QueueReport,
    "site-alarm": SiteAlarm,
    "site-alarm-answer": AlarmAnswer,
}
"""Word in the journal -> what it vouches for."""
