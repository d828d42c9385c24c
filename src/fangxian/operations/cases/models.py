"""An outbreak, its cases, and where each case went. What is known of a case is version rows."""

from django.db import models

from fangxian.operations.ids import new_id
from fangxian.operations.versions import Version


def new_case_id() -> str:
    """Return an id for a case born here; a line list brings its own."""
    return str(new_id())


class Outbreak(models.Model):
    """One outbreak. Several may run at once; every case, area and order belongs to one."""

    id = models.SlugField(primary_key=True, max_length=64)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    disease = models.CharField(max_length=64)
    plan = models.CharField(max_length=64)
    plan_version = models.CharField(max_length=32)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    timezone = models.CharField(max_length=64)
    pack = models.CharField(max_length=64, blank=True)
    """The outbreak pack whose synthetic register and presences belong to it; empty outside a demo."""
    pack_scale = models.CharField(max_length=16, blank=True)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)


class Case(models.Model):
    """One person's illness in one outbreak; a second illness of the same person is a second episode."""

    id = models.CharField(primary_key=True, max_length=64, default=new_case_id)
    number = models.PositiveIntegerField()
    outbreak = models.ForeignKey(Outbreak, models.PROTECT, related_name="cases")
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="key", related_name="+")
    episode = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint("person", "outbreak", "episode", name="one_case_per_person_and_episode"),
            models.UniqueConstraint("outbreak", "number", name="case_numbers_are_unique_in_an_outbreak"),
        ]


class CaseState(Version):
    """What is known of a case: one open row; a correction closes it and inserts the next."""

    id = models.CharField(max_length=64)  # type: ignore[assignment]
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    reported_on = models.DateField()
    onset_on = models.DateField(null=True)
    onset_kind = models.CharField(max_length=32, blank=True)
    sampled_at = models.DateTimeField(null=True)
    isolated_at = models.DateTimeField(null=True)
    residence_place = models.ForeignKey(
        "places.Place", models.PROTECT, to_field="key", null=True, related_name="+"
    )
    infection_place = models.ForeignKey(
        "places.Place", models.PROTECT, to_field="key", null=True, related_name="+"
    )
    detection_route = models.CharField(max_length=32, blank=True)
    source_case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    cluster_id = models.CharField(max_length=64, blank=True)
    age = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=16, blank=True)
    immunity = models.CharField(max_length=32, blank=True)
    outcome = models.CharField(max_length=32, blank=True)
    merged_into = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")

    class Meta(Version.Meta):
        pass


class Stay(Version):
    """One stay of a case. A place that could not be resolved stays as the words that were said."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    arrive_at = models.DateTimeField()
    leave_at = models.DateTimeField(null=True)
    precision = models.CharField(max_length=16)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", null=True, related_name="+")
    unresolved = models.CharField(max_length=200, blank=True)
    session = models.CharField(max_length=64, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    seat = models.CharField(max_length=32, blank=True)
    source = models.CharField(max_length=64, default="interview")

    class Meta(Version.Meta):
        constraints = [
            *Version.Meta.constraints,
            models.CheckConstraint(
                name="a_stay_has_a_place_or_the_words_said",
                condition=models.Q(place__isnull=False) ^ ~models.Q(unresolved=""),
            ),
        ]
