"""A restriction is a record of its own: evidence, legal basis, two signatures, an end that comes by itself."""

from django.db import models
from django.db.models import F, Q

from fangxian.operations.ids import new_id
from fangxian.operations.versions import Version


class Restriction(Version):
    """What binds one person, until when, on what ground."""

    id = models.CharField(max_length=64)  # type: ignore[assignment]
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="key", related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", null=True, related_name="+")
    seat = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    """The place in charge: where the person lives, or the root where that is not known. Reach goes by it."""
    decision = models.ForeignKey("decisions.Decision", models.PROTECT, related_name="+")
    measure = models.CharField(max_length=80)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    degree = models.PositiveSmallIntegerField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    legal_basis = models.CharField(max_length=120)
    signatures_required = models.PositiveSmallIntegerField()
    voluntary_first = models.BooleanField()
    rule = models.CharField(max_length=120)
    evidence = models.TextField()
    digest = models.TextField()
    first_bound_at = models.DateTimeField(null=True)
    """Since when the person is bound without a break, through every renewal."""
    release_due_at = models.DateTimeField(null=True)
    alone_until = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    release_reason = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True)

    class Meta(Version.Meta):
        constraints = [
            *Version.Meta.constraints,
            models.CheckConstraint(
                name="a_restriction_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="two_offices_sign_a_restriction", condition=Q(signatures_required__gte=2)
            ),
        ]


class Offer(models.Model):
    """Somebody was asked to stay of their own accord, and what they said. It binds nobody."""

    class Answer(models.TextChoices):
        """Waiting: asked and not answered yet. No answer: asked in vain."""

        WAITING = "waiting"
        AGREED = "agreed"
        REFUSED = "refused"
        NO_ANSWER = "no-answer"

    id = models.UUIDField(primary_key=True, default=new_id)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="key", related_name="+")
    seat = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    measure = models.CharField(max_length=80)
    channel = models.CharField(max_length=16)
    until = models.DateTimeField()
    """Until when they were asked to stay."""
    offered_at = models.DateTimeField()
    offered_by = models.CharField(max_length=80)
    answer = models.CharField(max_length=16, choices=Answer, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    words = models.TextField(blank=True)
    """What they said. Ciphertext under the person's key."""
    ended_at = models.DateTimeField(null=True)
    """When somebody who had agreed no longer did, or was let go."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "outbreak",
                "person",
                "measure",
                condition=Q(answer__in=["waiting", "agreed"], ended_at=None),
                name="one_offer_stands_per_person_and_measure",
            )
        ]
        indexes = [models.Index(fields=["outbreak", "measure", "answer"], name="offers_of_an_outbreak")]


class Appeal(models.Model):
    """The person says no, in their own words; an office that neither asked nor signed decides."""

    class Outcome(models.TextChoices):
        """Upheld: the person was right and goes free."""

        UPHELD = "upheld"
        DISMISSED = "dismissed"

    id = models.UUIDField(primary_key=True, default=new_id)
    restriction = models.CharField(max_length=64)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="key", related_name="+")
    seat = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    decision = models.ForeignKey("decisions.Decision", models.PROTECT, related_name="+")
    """What was decided about the person when they appealed: whose signatures are under it may not hear them."""
    words = models.TextField()
    """What the person says. Ciphertext under the person's key."""
    channel = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)
    """Why it was decided so, for the person to read. Ciphertext under the person's key."""
    heard_at = models.DateTimeField(null=True)
    heard_by = models.CharField(max_length=80, blank=True)
    office = models.CharField(max_length=40, blank=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "restriction", condition=Q(outcome=""), name="one_appeal_waits_per_restriction"
            )
        ]
        indexes = [models.Index(fields=["outbreak", "outcome", "due_at"], name="appeals_of_an_outbreak")]


class BlockedList(models.Model):
    """A list of people somebody wanted bound without what that takes. It holds no names: a number and a digest."""

    id = models.UUIDField(primary_key=True, default=new_id)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    measure = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    """Keyed, of the people on it: the same list asked for again is the same list, and tells nothing of whom."""
    persons = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)
    finding = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("outbreak", "measure", "digest", name="a_blocked_list_is_kept_once")
        ]


class Asking(models.Model):
    """Somebody tried to have a blocked list bound: who, for which office, through which door, with which words."""

    blocked = models.ForeignKey(BlockedList, models.PROTECT, related_name="askings")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    role = models.CharField(max_length=32)
    office = models.CharField(max_length=40, blank=True)
    door = models.CharField(max_length=16)
    supported = models.PositiveIntegerField()
    faults = models.JSONField()
    """Why -> how many of the people."""
    reason = models.TextField(blank=True)
    proposal = models.UUIDField(null=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
