"""Members, posts, assignments, temporary units, linked leaders, calls back from leave: version rows.

Names and telephones are ciphertext under a key of the member's own; destroying it erases them here and in the journal.
An assignment and a post have a beginning and an end of their own: `valid_from` is when it was first said.
"""

from django.db import models
from django.db.models import Q

from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import Kept
from fangxian.operations.teams.codes import (
    ANSWERS,
    MEMBER_KINDS,
    POST_KINDS,
    UNIT_KINDS,
    Words,
)
from fangxian.operations.versions import Version


def _choices(words: Words) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


class MemberKey(models.Model):
    """A member's own key, wrapped by the master key. Destroying the row erases name and telephone."""

    member_id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
    kept_until = models.DateField(null=True, db_index=True)
    """The retention day of the roster they came with, or of a volunteer; None: until somebody forgets them."""


class Member(Version):
    """Somebody who can be sent: one of the staff of an employer, or a volunteer."""

    account = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    """Where they belong: the place of their employer, for a volunteer of their home."""
    office = models.ForeignKey("accounts.Office", models.PROTECT, null=True, related_name="+")
    employer = models.CharField(max_length=120, blank=True)
    known_by = models.CharField(max_length=64)
    """A keyed digest of employer and number in the roster: it can be matched, not read."""
    kind = models.CharField(max_length=12, choices=_choices(MEMBER_KINDS))
    team_id = models.CharField(max_length=64, blank=True)
    full_name = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    skills = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    home = models.ForeignKey("places.Place", models.PROTECT, to_field="key", null=True, related_name="+")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    may_not = models.JSONField(default=list)
    vaccinated_on = models.DateField(null=True)
    available_from = models.DateTimeField(null=True)
    available_to = models.DateTimeField(null=True)
    consented_at = models.DateTimeField(null=True)
    checks = models.JSONField(default=list)

    class Meta(Version.Meta):
        abstract = False
        indexes = [models.Index(fields=["place"], name="teams_members_of_a_place")]
        constraints = [
            *Version.Meta.constraints,
            models.UniqueConstraint("known_by", condition=Q(known_to=None), name="teams_known_by_once"),
            models.CheckConstraint(
                condition=~Q(kind="volunteer") | Q(consented_at__isnull=False),
                name="teams_no_volunteer_unasked",
            ),
        ]


class _OfOutbreak(Version):
    """A row about a place in an outbreak, from `starts_at` until `ends_at` (None: until somebody ends it)."""

    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta(Version.Meta):
        abstract = True


class Post(_OfOutbreak):
    """Where so many people are needed. `source`: what asks for them, e.g. `area:<id>` or `site:<key>`; "": by hand."""

    kind = models.CharField(max_length=20, choices=_choices(POST_KINDS))
    name_zh = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    role = models.CharField(max_length=20)
    need = models.PositiveIntegerField()
    per_shift = models.PositiveIntegerField(null=True)
    """How many of them at once; None: all."""
    skills = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    weight = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=120, blank=True)

    class Meta(_OfOutbreak.Meta):
        abstract = False
        indexes = [models.Index(fields=["outbreak", "place"], name="teams_posts_of_a_place")]


class Assignment(_OfOutbreak):
    """A member serves at a post in a role. `why`: codes of `engines/staffing`; `run_id`: the proposal it came from."""

    member_id = models.UUIDField(db_index=True)
    post_id = models.UUIDField(db_index=True)
    role = models.CharField(max_length=20)
    distance_m = models.FloatField(null=True)
    why = models.JSONField(default=list)
    run_id = models.UUIDField(null=True)

    class Meta(_OfOutbreak.Meta):
        abstract = False
        indexes = [models.Index(fields=["outbreak", "place"], name="teams_assigned_at_a_place")]
        constraints = [
            *Version.Meta.constraints,
            models.UniqueConstraint(
                "member_id", condition=Q(known_to=None, ends_at=None), name="teams_one_post_at_a_time"
            ),
        ]


class Unit(_OfOutbreak):
    """A temporary unit: members by their ids, and the telephone that is answered day and night."""

    kind = models.CharField(max_length=20, choices=_choices(UNIT_KINDS))
    name_zh = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    lead_id = models.UUIDField()
    deputies = models.JSONField(default=list)
    members = models.JSONField(default=list)
    duty_phone = models.CharField(max_length=40)


class LinkedLeader(_OfOutbreak):
    """A leader answers for a place (联点) besides their own work."""

    member_id = models.UUIDField(db_index=True)


class Recall(_OfOutbreak):
    """Somebody is called back from leave; `place` is where they belong. They answer for themselves."""

    member_id = models.UUIDField(db_index=True)
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=8, blank=True, choices=_choices(ANSWERS))
    answered_at = models.DateTimeField(null=True)


class Run(Kept):
    """A proposal of who goes where. What it would change lies in `Proposed`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    solver = models.CharField(max_length=40)
    keep_teams = models.BooleanField()
    people = models.PositiveIntegerField()
    needed = models.PositiveIntegerField()
    cost = models.FloatField()
    bound = models.FloatField()
    short = models.JSONField(default=list)
    """[post, skill, how many]."""


class Proposed(Kept):
    """One line of a proposal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="lines")
    member_id = models.UUIDField()
    post_id = models.UUIDField()
    distance_m = models.FloatField(null=True)
    why = models.JSONField(default=list)


class RunAnswer(Kept):
    """Command took a proposal, or left it; the first answer stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.OneToOneField(Run, models.PROTECT, related_name="answer")
    taken = models.BooleanField()
    said = models.CharField(max_length=300, blank=True)


class VolunteerCall(Kept):
    """Command asks everybody for volunteers, or asks no longer; the last that was said of an outbreak stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    open = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["outbreak", "recorded_at"], name="teams_volunteer_calls")]


class SignUp(Kept):
    """Somebody signed up by themselves. `id` is made by their form: sent again it is the same; `sender`: a keyed digest."""

    id = models.UUIDField(primary_key=True, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    member_id = models.UUIDField()
    sender = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sender", "recorded_at"], name="teams_sign_ups_of_one")]


class Headings(models.Model):
    """How the rosters of one employer call their columns: heading -> column of ours, as last confirmed."""

    employer = models.CharField(max_length=120, primary_key=True)
    columns = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "headings"


VERSIONS: dict[str, type[Version]] = {
    "member": Member,
    "post": Post,
    "assignment": Assignment,
    "unit": Unit,
    "linked-leader": LinkedLeader,
    "recall": Recall,
}
ONCE: dict[str, type[Kept]] = {
    "team-run": Run,
    "team-run-line": Proposed,
    "team-run-answer": RunAnswer,
    "volunteer-call": VolunteerCall,
    "sign-up": SignUp,
}
"""Word in the journal -> what it vouches for."""
