"""Entry (what was done), Waiting (not yet numbered), Seal (its place in the chain), Anchor (a signed head)."""

from typing import Any

from django.db import models
from django.db.models import Q

from fangxian.operations.ids import new_id


class AppendOnly(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; a second save is refused."""
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise TypeError("the journal is never shortened")


class Entry(AppendOnly):
    """One act. `canonical` is what counts; the columns repeat parts of it to be searched by."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    canonical = models.BinaryField()
    who = models.CharField(max_length=64)
    role = models.CharField(max_length=32)
    office = models.CharField(max_length=64)
    verb = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=120)
    event_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["object_kind", "object_id", "id"], name="journal_entry_object")]


class Waiting(models.Model):
    """A committed entry the sealer has not numbered yet. Without this queue it would search the whole journal."""

    entry_id = models.UUIDField(primary_key=True)


class Seal(AppendOnly):
    """An entry's number and its link to the one before.

    No foreign key: a seal outlives the entry whose removal it proves.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    entry_id = models.UUIDField(unique=True)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(seq__gte=1), name="journal_seal_from_one")]


class Anchor(AppendOnly):
    """A signed head of the chain that a second office holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    held_by = models.CharField(max_length=120)
    signed_at = models.DateTimeField()
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
