"""A follow-up of one person for one measure, what was found on its days, and who watches the red flags."""

from django.db import models
from django.db.models import F, Q

from fangxian.operations.ids import new_id
from fangxian.operations.versions import Version


class FollowUp(models.Model):
    """One person followed for one measure after one episode of exposure. The id is the engine's, as for a restriction."""

    id = models.CharField(primary_key=True, max_length=64)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="key", related_name="+")
    act = models.CharField(max_length=16)
    measure = models.CharField(max_length=80)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    episode = models.PositiveSmallIntegerField(default=1)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80)
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "outbreak", "person", "measure", "episode", name="one_follow_up_per_exposure_episode"
            )
        ]
        indexes = [models.Index(fields=["outbreak", "person"], name="follow_ups_of_a_person")]


class Course(Version):
    """Where a follow-up stands: until when, who answers for it, how it closed. One open row per follow-up."""

    id = models.CharField(max_length=64)  # type: ignore[assignment]
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="+")
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    seat = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    """The place in charge: where the person lives, else where they were exposed. Reach goes by it."""
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", null=True, related_name="+")
    degree = models.PositiveSmallIntegerField()
    evidence = models.TextField()
    first_exposed_at = models.DateTimeField()
    last_exposed_at = models.DateTimeField()
    first_over_at = models.DateTimeField()
    """When the first of several meetings was over: a pack may count from it."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    lapses_at = models.DateTimeField(null=True)
    shortened = models.BooleanField(default=False)
    """A person set the end: only a new exposure moves it again."""
    supported = models.BooleanField(default=True)
    """False: the latest findings do not show the person exposed any more; somebody has to let them go."""
    restriction_key = models.CharField(max_length=64, blank=True)
    agreed_at = models.DateTimeField(null=True)
    """The person agreed to stay before anything bound them."""
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True)
    close_reason = models.TextField(blank=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")

    class Meta(Version.Meta):
        constraints = [
            *Version.Meta.constraints,
            models.CheckConstraint(
                name="a_follow_up_is_closed_with_an_outcome",
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
        ]
        indexes = [models.Index(fields=["outbreak", "closed_at", "ends_at"], name="courses_of_an_outbreak")]


class Check(models.Model):
    """What one visit, call or self-report found. The id is made where it was born: sent twice, it stands once."""

    id = models.UUIDField(primary_key=True)
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="checks")
    channel = models.CharField(max_length=16)
    result = models.CharField(max_length=16)
    symptoms = models.JSONField(default=list)
    temperature_c = models.FloatField(null=True)
    note = models.TextField(blank=True)
    """Ciphertext under the person's key."""
    checked_at = models.DateTimeField()
    checked_on = models.DateField()
    """The local day it counts for."""
    device_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    office = models.CharField(max_length=40, blank=True)
    red = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["follow_up", "checked_on"], name="checks_of_a_follow_up")]


class Finding(models.Model):
    """A sample's result, or what became of a dose."""

    id = models.UUIDField(primary_key=True)
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="findings")
    result = models.CharField(max_length=16)
    taken_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["follow_up", "taken_at"], name="findings_of_a_follow_up")]


class RedFlag(models.Model):
    """A check a clinician has to answer, with its clock."""

    id = models.UUIDField(primary_key=True, default=new_id)
    check_event = models.OneToOneField(Check, models.PROTECT, related_name="flag")
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="flags")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    """Ciphertext under the person's key."""

    class Meta:
        indexes = [models.Index(fields=["place", "settled_at", "due_at"], name="red_flags_of_a_place")]


class OwnLink(models.Model):
    """Opens one's own follow-up to whoever holds it, until it expires or is revoked. Only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=new_id)
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="own_links_expire")
        ]


class Search(Version):
    """The search for those who were at a venue: how many are expected, what was published, who was asked."""

    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    expected = models.PositiveIntegerField(null=True)
    told_by = models.CharField(max_length=120, blank=True)
    notice = models.JSONField(default=dict)
    """Title and body in both languages, as published."""
    published_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    order_id = models.UUIDField(null=True)

    class Meta(Version.Meta):
        constraints = [
            *Version.Meta.constraints,
            models.UniqueConstraint(
                "outbreak", "place", condition=Q(known_to=None), name="one_search_stands_per_venue"
            ),
        ]


class Attendance(models.Model):
    """“I was there”: somebody's own word, until staff confirm or reject it."""

    id = models.UUIDField(primary_key=True)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="key", related_name="+")
    arrive_at = models.DateTimeField()
    leave_at = models.DateTimeField()
    precision = models.CharField(max_length=16)
    sender = models.CharField(max_length=64, blank=True)
    """A digest of where it came from, for the rate; it points to nobody."""
    reported_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    rejected_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(leave_at__gte=F("arrive_at")), name="an_attendance_goes_forward"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(rejected_at=None), name="an_attendance_is_settled_once"
            ),
        ]
        indexes = [
            models.Index(fields=["outbreak", "place"], name="attendances_of_a_venue"),
            models.Index(fields=["sender", "reported_at"], name="attendances_of_a_sender"),
        ]
