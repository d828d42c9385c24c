"""Places and what is dated about them: codes, names, what lies within what, shapes.

Other apps refer to a place by its `key` (`ForeignKey("places.Place")`): it is the engines'
`place_id` and outlives changes of code and name.
"""

from django.db import models
from django.db.models import F, Q

from fangxian.operations.ids import new_id


class Place(models.Model):
    """A place of the tree, a functional zone or a venue."""

    key = models.CharField(max_length=80, primary_key=True)
    id = models.UUIDField(unique=True, default=new_id, editable=False)
    level = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    population = models.PositiveBigIntegerField(null=True)
    households = models.PositiveBigIntegerField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    venue_kind = models.CharField(max_length=40, blank=True)
    has_list = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(lat=None) | Q(lat__range=(-90, 90)), name="places_lat"),
            models.CheckConstraint(condition=Q(lon=None) | Q(lon__range=(-180, 180)), name="places_lon"),
            models.CheckConstraint(condition=~Q(parent=F("key")), name="places_not_own_parent"),
        ]


class Dated(models.Model):
    """Holds from `from_on` (None: always did) up to but not on `to_on` (None: still does)."""

    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)

    class Meta:
        abstract = True


class PlaceCode(Dated):
    """A place's code in one scheme."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    scheme = models.CharField(max_length=40)
    code = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"], condition=Q(to_on=None), name="places_code_one_now"
            )
        ]


class PlaceName(Dated):
    """A name: official, or an alias people and old papers use."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200, db_index=True)
    lang = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=[("official", "official"), ("alias", "alias")])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "lang"],
                condition=Q(kind="official", to_on=None),
                name="places_name_one_official_now",
            )
        ]


class PlaceWithin(Dated):
    """The closure: every place is within itself (depth 0) and within each of its ancestors and zones."""

    ancestor = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    descendant = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    structure = models.CharField(max_length=4, choices=[("tree", "tree"), ("zone", "zone")])
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ancestor", "descendant", "structure"],
                condition=Q(to_on=None),
                name="places_within_once_now",
            )
        ]


class Shape(Dated):
    """An outline (GeoJSON geometry, WGS84). `synthetic` ones are drawn by us and labelled so."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    geometry = models.JSONField()
    synthetic = models.BooleanField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=Q(to_on=None), name="places_shape_one_now")
        ]
