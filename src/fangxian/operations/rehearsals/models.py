"""What is on record of a rehearsal: what was asked, and that it ended with this file. The futures are a file."""

from django.db import models

from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import Kept


class Rehearsal(Kept):
    """What was asked. `plans`: ids with their versions; `assumptions`: the figures that were set."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    disease = models.CharField(max_length=64)
    plans = models.JSONField(default=list)
    futures = models.PositiveIntegerField()
    days = models.PositiveSmallIntegerField()
    seed_cases = models.PositiveIntegerField()
    seeded_days_ago = models.PositiveSmallIntegerField()
    assumptions = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["place", "recorded_at"], name="rehearsals_of_place")]


class RehearsalEnd(Kept):
    """All futures have been run. `digest`: of the file they are in (SHA-256)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rehearsal = models.OneToOneField(Rehearsal, models.PROTECT, related_name="end")
    digest = models.CharField(max_length=64)


MODELS: dict[str, type[Kept]] = {"rehearsal": Rehearsal, "rehearsal-end": RehearsalEnd}
"""Word in the journal -> what it vouches for."""
