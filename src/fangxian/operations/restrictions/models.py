"""A restriction is a record of its own: evidence, legal basis, two signatures, an end that comes by itself."""

from django.db import models
from django.db.models import F, Q

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
    release_due_at = models.DateTimeField(null=True)
    alone_until = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    release_reason = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True)
    appeal = models.TextField(blank=True)

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
