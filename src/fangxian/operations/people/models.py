"""Persons whose names are ciphertext, their households, and the stakes that tie them to places.

Other apps refer to a person by `key` (`ForeignKey("people.Person")`), the engines' `person_id`.
"""

from django.db import models
from django.db.models import F, Q

from fangxian.operations.ids import new_id
from fangxian.operations.versions import Version


class Person(models.Model):
    """Somebody who became a case, a contact, exposed or restricted; nobody else gets a row."""

    key = models.CharField(max_length=80, primary_key=True)
    id = models.UUIDField(unique=True, default=new_id, editable=False)
    batch_id = models.UUIDField(null=True)
    erased_at = models.DateTimeField(null=True)


class PersonKey(models.Model):
    """The person's own key, wrapped by the master key. Destroying this row erases every value under it."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="+")
    wrapped = models.BinaryField()


class Identity(Version):
    """Name, number and telephone, each ciphertext under the person's key ("": not known)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    full_name = models.TextField(blank=True)
    id_number = models.TextField(blank=True)
    phone = models.TextField(blank=True)

    class Meta(Version.Meta):
        verbose_name_plural = "identities"


class ExternalId(models.Model):
    """A number another system knows the person by, as a keyed digest: it can be matched, not read."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    system = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "digest"], name="people_external_id_once")]


class Household(models.Model):
    """People who live behind one door."""

    key = models.CharField(max_length=80, primary_key=True)
    id = models.UUIDField(unique=True, default=new_id, editable=False)
    place = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")


class Member(Version):
    """A person lives in a household, for a time."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")


class Stake(Version):
    """A person is tied to a place: lives there, was exposed there, is isolated there. Access derives from it."""

    KINDS = ("residence", "exposure", "isolation", "lab", "handover")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])

    class Meta(Version.Meta):
        indexes = [models.Index(fields=["place", "person"], name="people_stake_place")]
        constraints = [
            *Version.Meta.constraints,
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(kind="residence", known_to=None, valid_to=None),
                name="people_stake_one_residence",
            ),
        ]


class Merge(models.Model):
    """Two persons turned out to be one. Undone merges stay on record."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    from_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    into_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_person"], condition=Q(undone_at=None), name="people_merge_one_standing"
            ),
            models.CheckConstraint(
                condition=~Q(from_person=F("into_person")), name="people_merge_two_persons"
            ),
        ]
