"""Users, offices, duties, one-time links, and the world they serve in."""

from django.db import models
from django.db.models import F, Q

from fangxian.operations.ids import new_id
from fangxian.operations.versions import Version


class World(models.Model):
    """The one world of this database: live, or a drill whose clock may stand in another year."""

    KINDS = [("live", "live"), ("drill", "drill")]

    only = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=KINDS)
    clock_offset = models.DurationField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(only=1), name="accounts_one_world"),
            models.CheckConstraint(condition=Q(kind__in=["live", "drill"]), name="accounts_world_kind"),
        ]


class User(models.Model):
    """Somebody who signs in. There are no passwords to leak or guess."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handle = models.SlugField(max_length=60, unique=True)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    language = models.CharField(max_length=12, default="zh-hans")


class Office(models.Model):
    """A department at a place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    department = models.CharField(max_length=40)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "department"], name="accounts_office_once_a_place")
        ]


class Duty(Version):
    """Somebody serves in an office in a role, for a time."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=32)

    class Meta(Version.Meta):
        verbose_name_plural = "duties"


class SignInLink(models.Model):
    """Opens one session once, before it expires. Only the digest of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="accounts_link_expires")
        ]
