"""What is on record of a fit: what was asked, and what it came to. The draws are a file."""

from django.db import models

from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import Kept


class Fit(Kept):
    """What was asked: which outbreak, as known when, in which city, with how many futures and which seed.

    `place`: of the outbreak; who sees all of it sees its fits. `brought`: the draws came in a file, nothing was tried here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    city = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    as_of = models.DateTimeField()
    plan = models.CharField(max_length=80)
    futures = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    brought = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["outbreak", "as_of"], name="fits_of_outbreak")]


class FitEnd(Kept):
    """What came of it. `digest`: of the draws (SHA-256), empty where no future was like the line list (`why_*`).

    `cases`, `days`, `first_on`: of the list it was fitted to; `first`, `second`: the districts with most cases.
    `alike`, `strange`: as in the engine's `Fitted`. `seconds`: the work took. `summary`: target -> ends of its intervals;
    `daily`: a row a day, the cases on record and the lines of the fan around them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    fit = models.OneToOneField(Fit, models.PROTECT, related_name="end")
    digest = models.CharField(max_length=64, blank=True)
    cases = models.PositiveIntegerField(default=0)
    days = models.PositiveIntegerField(default=0)
    first_on = models.DateField(null=True)
    first = models.CharField(max_length=64, blank=True)
    second = models.CharField(max_length=64, blank=True)
    alike = models.PositiveIntegerField(default=0)
    strange = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0.0)
    summary = models.JSONField(default=dict)
    daily = models.JSONField(default=list)
    why_zh = models.CharField(max_length=200, blank=True)
    why_en = models.CharField(max_length=200, blank=True)


MODELS: dict[str, type[Kept]] = {"fit": Fit, "fit-end": FitEnd}
"""Word in the journal -> what it vouches for."""
