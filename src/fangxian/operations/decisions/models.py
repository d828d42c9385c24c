"""A rule proposes, a person decides, a second office signs what restricts."""

from django.db import models
from django.db.models import Q

from fangxian.operations.ids import new_id


class Proposal(models.Model):
    """What a rule puts to a person: one area, one measure at one place, or a measure for several persons."""

    class Kind(models.TextChoices):
        """What would take effect."""

        AREA = "area"
        MEASURE = "measure"
        RESTRICTION = "restriction"
        RELEASE = "release"
        ENDING = "ending"

    id = models.UUIDField(primary_key=True, default=new_id)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    key = models.CharField(max_length=200)
    """What it is about: the same subject has the same key in every response."""
    what = models.CharField(max_length=80)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    restricts = models.BooleanField()
    signatures_required = models.PositiveSmallIntegerField()
    plan = models.CharField(max_length=80)
    rule = models.CharField(max_length=120)
    asked_by = models.CharField(max_length=80, blank=True)
    """Who asked for it by hand, "" where a rule proposed it; with their office they are of the signing line."""
    asked_office = models.CharField(max_length=40, blank=True)
    situation_digest = models.CharField(max_length=64)
    due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    """Set when it is decided, or when no row of it is supported any longer."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_restriction_needs_two_offices",
                condition=Q(restricts=False) | Q(signatures_required__gte=2),
            ),
        ]
        indexes = [models.Index(fields=["outbreak", "closed_at", "kind"], name="proposals_waiting")]


class ProposalRow(models.Model):
    """One row of a proposal, as the engine gave it. Rows come and go until the proposal is decided."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="rows")
    table = models.CharField(max_length=16)
    """The table of the response it is a row of: areas, measures or restrictions."""
    key = models.CharField(max_length=64)
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="key", null=True, related_name="+")
    people = models.BigIntegerField(null=True)
    payload = models.JSONField()
    digest = models.TextField()
    evidence = models.TextField()
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "proposal", "key", condition=Q(withdrawn_at=None), name="one_row_stands_per_key_of_a_proposal"
            )
        ]
        indexes = [models.Index(fields=["key", "added_at"], name="proposal_rows_by_key")]


class Decision(models.Model):
    """What people decided on a proposal, and why. It takes effect with its last signature."""

    class Outcome(models.TextChoices):
        """Edited: accepted with changes, which later responses keep."""

        ACCEPTED = "accepted"
        EDITED = "edited"
        REJECTED = "rejected"

    id = models.UUIDField(primary_key=True, default=new_id)
    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=16, choices=Outcome)
    reason = models.TextField(blank=True)
    edits = models.JSONField(default=dict)
    """Row key -> column -> the value that was signed instead of the proposed one."""
    unasked = models.TextField(blank=True)
    """Why some were not asked first whether they would stay of their own accord."""
    decided_at = models.DateTimeField()
    effective_at = models.DateTimeField(null=True)
    alone_until = models.DateTimeField(null=True)
    """One office signed because no second could be reached: the effect lapses by itself at this instant."""


class Signature(models.Model):
    """One person's name under a decision, for one office."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="signatures")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("decision", "office", name="an_office_signs_a_decision_once"),
            models.UniqueConstraint("decision", "user", name="a_person_signs_a_decision_once"),
        ]
