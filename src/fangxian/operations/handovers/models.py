"""A letter to a neighbour, and the people it is about. What happened to it is dated, so that any hour can be read."""

from django.db import models
from django.db.models import Q

from fangxian.operations.ids import new_id


class Letter(models.Model):
    """One office asks the office of another place to find and look after people.

    `to_place`: a place of this tree, whose offices then see those people; without one `to_name` is an authority
    outside, which gets a file and acknowledges by a code.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    from_office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    from_place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    to_place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", null=True, related_name="+")
    to_name = models.CharField(max_length=200, blank=True)
    asks = models.TextField()
    due_at = models.DateTimeField()
    code_digest = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("outbreak", "number", name="a_letter_number_once_an_outbreak"),
            models.CheckConstraint(
                name="a_letter_goes_somewhere", condition=Q(to_place__isnull=False) | ~Q(to_name="")
            ),
        ]


class Handed(models.Model):
    """One person of a letter, and what the neighbour says of them."""

    OUTCOMES = ("found", "not-found", "elsewhere")

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="people")
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="key", related_name="+")
    outcome = models.CharField(max_length=12, blank=True, choices=[(word, word) for word in OUTCOMES])
    outcome_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("letter", "person", name="a_person_once_a_letter")]


class EarlierAnswer(models.Model):
    """What had been answered until more was: the words, and person -> outcome. Written once, as it is written over."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="earlier")
    until_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    outcomes = models.JSONField(default=dict)
    """Person -> [outcome, when it was said]."""

    class Meta:
        indexes = [models.Index(fields=["letter", "until_at"], name="earlier_answers_of_a_letter")]
