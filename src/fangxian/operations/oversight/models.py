"""Inspections with their visits, findings with their rounds of rectification, evaluations, sanctions, announcements.

No model has a column for a person's name. Staff are named by their user id; what somebody says in a hearing is kept
under a key of its own case.
"""

from django.db import models
from django.db.models import F, Q

from fangxian.operations.ids import new_id


class Inspection(models.Model):
    """Places drawn to be looked at. The seed is the seal of its own announcement: nobody could choose it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    """The top of what could be drawn."""
    method = models.CharField(max_length=8)
    purpose = models.TextField()
    level = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    frame = models.JSONField()
    """Every place that could be drawn, with its weight, as announced before the draw."""
    questions = models.JSONField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, null=True, related_name="+")
    announced_at = models.DateTimeField()
    announced_by = models.CharField(max_length=80)
    office = models.CharField(max_length=64)
    seed = models.CharField(max_length=64, blank=True)
    sealed_seq = models.PositiveBigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["outbreak", "announced_at"], name="inspections_of_an_outbreak")]


class Visit(models.Model):
    """One place drawn, and what was answered there: question -> yes, no or not-asked."""

    id = models.UUIDField(primary_key=True, default=new_id)
    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="visits")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    position = models.PositiveIntegerField()
    weight = models.FloatField()
    visited_at = models.DateTimeField(null=True)
    visited_by = models.CharField(max_length=80, blank=True)
    answers = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint("inspection", "place", name="a_place_is_drawn_once")]
        indexes = [models.Index(fields=["place", "visited_at"], name="visits_of_a_place")]


class Finding(models.Model):
    """Something wrong at an office: seen by an inspector, or told by the office itself, and then never held against it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="findings")
    source = models.CharField(max_length=16)
    question = models.CharField(max_length=80, blank=True)
    what = models.TextField()
    what_en = models.TextField(blank=True)
    """Where the words come from the rules they are there in both languages."""
    evidence = models.TextField(blank=True)
    severity = models.CharField(max_length=8)
    found_at = models.DateTimeField()
    found_by = models.CharField(max_length=80)
    closed_at = models.DateTimeField(null=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["outbreak", "found_at"], name="findings_of_an_outbreak"),
            models.Index(fields=["place", "closed_at"], name="findings_of_a_place"),
        ]


class Rectification(models.Model):
    """One round of putting a finding right: until when, done how, looked at again by whom. A failed round opens the next."""

    id = models.UUIDField(primary_key=True, default=new_id)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=80, blank=True)
    proof = models.TextField(blank=True)
    rechecked_at = models.DateTimeField(null=True)
    rechecked_by = models.CharField(max_length=80, blank=True)
    passed = models.BooleanField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("finding", "number", name="one_round_of_a_number"),
            models.CheckConstraint(
                condition=Q(rechecked_at=None) | Q(done_at__isnull=False), name="done_before_it_is_rechecked"
            ),
            models.CheckConstraint(
                condition=Q(rechecked_at=None) | ~Q(rechecked_by=F("done_by")),
                name="another_person_rechecks",
            ),
        ]


class ProofCheck(models.Model):
    """A dispatch's proof looked at again on the spot: true or not."""

    id = models.UUIDField(primary_key=True, default=new_id)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    dispatch_id = models.UUIDField()
    holds = models.BooleanField()
    evidence = models.TextField(blank=True)
    checked_at = models.DateTimeField()
    checked_by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["outbreak", "checked_at"], name="proof_checks_of_an_outbreak")]


class Evaluation(models.Model):
    """The work of the places below one, as counted at an instant; kept as it was shown."""

    id = models.UUIDField(primary_key=True, default=new_id)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    from_at = models.DateTimeField()
    rows = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["outbreak", "made_at"], name="evaluations_of_an_outbreak")]


class Announcement(models.Model):
    """Sanctions made public: units and numbers. A later version says what an appeal changed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    sanction_ids = models.JSONField()
    text_zh = models.TextField()
    text_en = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)


class Sanction(models.Model):
    """A case against one unit, opened by a person. What people wrote lies under the key of the case."""

    id = models.UUIDField(primary_key=True, default=new_id)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    ground = models.CharField(max_length=80)
    facts = models.JSONField()
    persons = models.JSONField(default=list)
    """User ids of those it is about, where it is about somebody; they are heard as the unit is."""
    key = models.BinaryField()
    what = models.TextField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    opened_office = models.CharField(max_length=64)
    answer_by_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answer = models.TextField(blank=True)
    silent = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_office = models.CharField(max_length=64, blank=True)
    steps = models.JSONField(default=dict)
    """Step of the ladder -> how many officials; empty: no sanction."""
    reason = models.TextField(blank=True)
    appeal_by_at = models.DateTimeField(null=True)
    appealed_at = models.DateTimeField(null=True)
    appealed_by = models.CharField(max_length=80, blank=True)
    appeal = models.TextField(blank=True)
    heard_at = models.DateTimeField(null=True)
    heard_by = models.CharField(max_length=80, blank=True)
    heard_office = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    final_steps = models.JSONField(null=True)
    heard_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.TextField(blank=True)
    announcement = models.ForeignKey(Announcement, models.PROTECT, null=True, related_name="sanctions")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None) | Q(answered_at__isnull=False), name="heard_before_it_is_decided"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | ~Q(decided_by=F("opened_by")), name="another_person_decides"
            ),
            models.CheckConstraint(
                condition=Q(heard_at=None)
                | (~Q(heard_office=F("opened_office")) & ~Q(heard_office=F("decided_office"))),
                name="an_appeal_goes_elsewhere",
            ),
        ]
        indexes = [models.Index(fields=["outbreak", "opened_at"], name="sanctions_of_an_outbreak")]
