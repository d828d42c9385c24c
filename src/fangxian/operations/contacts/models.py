"""Named contacts, and what each run of the tracer found."""

from django.db import models

from fangxian.operations.ids import new_id
from fangxian.operations.versions import Version


class Contact(Version):
    """A person named by a case in an interview."""

    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    source_case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="key", related_name="+")
    first_on = models.DateField(null=True)
    last_on = models.DateField()
    setting = models.CharField(max_length=64, blank=True)
    proximity = models.CharField(max_length=64, blank=True)

    class Meta(Version.Meta):
        pass


class TraceRun(models.Model):
    """One run of the tracer: what it saw and what rules it used. A run that finds nothing new is not kept."""

    id = models.UUIDField(primary_key=True, default=new_id)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    as_of = models.DateTimeField()
    known_at = models.DateTimeField()
    snapshot = models.CharField(max_length=64, blank=True)
    plan = models.CharField(max_length=80)
    engine = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    exposed = models.PositiveIntegerField()
    venues = models.PositiveIntegerField()
    venues_not_found = models.PositiveIntegerField()
    """Venues whose visitors are not all on a list: those present there are not found."""

    class Meta:
        indexes = [models.Index(fields=["outbreak", "known_at"], name="trace_runs_by_outbreak")]


class Exposure(models.Model):
    """A person exposed through a case, by one path."""

    run = models.ForeignKey(TraceRun, models.CASCADE, related_name="exposures")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="key", related_name="+")
    via_person_id = models.CharField(max_length=64)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", null=True, related_name="+")
    degree = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    first_exposed_at = models.DateTimeField()
    last_exposed_at = models.DateTimeField()
    minutes = models.FloatField(null=True)
    score = models.FloatField()
    precision = models.CharField(max_length=16, blank=True)
    session = models.CharField(max_length=64, blank=True)
    exposed_on = models.DateField(null=True)
    """The local day it began. Null only in runs from before exposures were grouped."""
    group = models.CharField(max_length=16, blank=True)
    """The same for those who shared place, session and day (`engines.following.group_exposures`)."""
    leads = models.BooleanField(default=True)
    """One row per person of a run: the closest and strongest."""
    leads_group = models.BooleanField(default=True)
    """One row per person and group of a run."""

    class Meta:
        indexes = [
            models.Index(fields=["run", "leads", "degree", "-score"], name="exposures_by_strength"),
            models.Index(fields=["run", "group", "leads_group"], name="exposures_by_group"),
        ]


class VenueExposure(models.Model):
    """A place a case visited while infectious, with how many of those present were found."""

    run = models.ForeignKey(TraceRun, models.CASCADE, related_name="venue_exposures")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    precision = models.CharField(max_length=16, blank=True)
    found = models.PositiveIntegerField()
    unknown_attendees = models.BooleanField()
