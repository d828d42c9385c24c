"""Checkpoints on record. Every row is written once and vouched for by its journal entry.

A passage holds codes alone. Who it was is written down only of whoever is handed to a community, as ciphertext under a
key of the hand-over's own; when its time is over the key is destroyed.
"""

from django.db import models

from fangxian.operations.checkpoints.codes import (
    CODES,
    DIRECTIONS,
    EXEMPTIONS,
    KINDS,
    RISKS,
    SUBJECTS,
    TESTS,
    Words,
)
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import Kept


def _choices(words: Words) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


class OfCheckpoint(Kept):
    """A row about one checkpoint of an outbreak, by its key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    checkpoint_id = models.CharField(max_length=40)

    class Meta:
        abstract = True


class Checkpoint(OfCheckpoint):
    """What was said of a checkpoint; the last that was said of a key stands. Where it is never changes."""

    kind = models.CharField(max_length=12, choices=_choices(KINDS))
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    least_crew = models.PositiveSmallIntegerField()
    lanes = models.PositiveSmallIntegerField(null=True)
    """Lanes at which people are stopped; None: one."""
    area_key = models.CharField(max_length=64, blank=True)
    """The area it belongs to: when that is ended, the checkpoint is lifted."""
    open_from = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["outbreak", "checkpoint_id"], name="checkpoints_by_key")]


class Passage(OfCheckpoint):
    """Somebody passed. `id` was made on the device: sent again it is the same passage."""

    id = models.UUIDField(primary_key=True, editable=False)
    device_id = models.CharField(max_length=64)
    subject = models.CharField(max_length=8, choices=_choices(SUBJECTS))
    direction = models.CharField(max_length=3, choices=_choices(DIRECTIONS))
    people = models.PositiveSmallIntegerField()
    origin_risk = models.CharField(max_length=8, choices=_choices(RISKS))
    code_seen = models.CharField(max_length=12, choices=_choices(CODES))
    test_seen = models.CharField(max_length=16, choices=_choices(TESTS))
    exemption = models.CharField(max_length=12, choices=_choices(EXEMPTIONS), blank=True)
    passed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["outbreak", "checkpoint_id", "passed_at"], name="checkpoints_passages")
        ]


class HandedOn(Kept):
    """Whoever came from a risk area is handed to the community they go to. Name and telephone are ciphertext."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    passage = models.OneToOneField(Passage, models.PROTECT, related_name="handed")
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    to_place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    due_at = models.DateTimeField()
    full_name = models.TextField(blank=True)
    phone = models.TextField(blank=True)


class HandedKey(models.Model):
    """The key of a hand-over, wrapped by the master key. Destroying the row erases name and telephone."""

    handed_id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
    kept_until = models.DateField(db_index=True)


class HandedAnswer(Kept):
    """The community says that it has them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handed = models.OneToOneField(HandedOn, models.PROTECT, related_name="answer")


class QueueAtGate(OfCheckpoint):
    """How many waited, as somebody at the gate saw it."""

    waiting = models.PositiveIntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["outbreak", "checkpoint_id", "seen_at"], name="checkpoints_queues")]


MODELS: dict[str, type[Kept]] = {
    "checkpoint": Checkpoint,
    "passage": Passage,
    "handed-on": HandedOn,
    "handed-on-answer": HandedAnswer,
    "checkpoint-queue": QueueAtGate,
}
"""Word in the journal -> what it vouches for."""
