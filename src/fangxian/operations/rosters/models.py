"""Rosters on record. Every row is written once and vouched for by its journal entry.

A roster is a proposal until command takes it; of those taken the last stands for its days. A swap changes who serves a
turn without a roster anew.
"""

from django.db import models

from fangxian.engines.tables import ABSENCE_KINDS
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import Kept


class _OfPlace(Kept):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")

    class Meta:
        abstract = True


class Absence(_OfPlace):
    """A member cannot come, or wishes to be free. Why is nobody's business: it is not kept."""

    member_id = models.UUIDField(db_index=True)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=[(one, one) for one in ABSENCE_KINDS])


class Roster(_OfPlace):
    """Who serves at the posts of a place over some days, as it was proposed."""

    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    pattern = models.JSONField()
    """What shifts it was made of: hours, first_hour, need, suit, temperature_c."""
    changed = models.PositiveIntegerField()
    points = models.FloatField()
    bound = models.FloatField()
    short = models.JSONField(default=list)
    """[shift, what it lacks, how many, which rules keep the others off]."""

    class Meta:
        indexes = [models.Index(fields=["outbreak", "place", "from_at"], name="rosters_of_a_place")]


class RosterAnswer(Kept):
    """Command took a roster, and it was published; or left it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    roster = models.OneToOneField(Roster, models.PROTECT, related_name="answer")
    taken = models.BooleanField()


class PlannedShift(Kept):
    """A shift of a roster, filled or not. `shift_id` is the same in every roster that fills it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="shifts")
    shift_id = models.CharField(max_length=64)
    post_id = models.UUIDField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    need = models.PositiveSmallIntegerField()
    night = models.BooleanField()
    suit = models.BooleanField()
    temperature_c = models.FloatField(null=True)


class Turn(_OfPlace):
    """A member serves a shift, as the roster says."""

    roster = models.ForeignKey(Roster, models.PROTECT, related_name="turns")
    shift_id = models.CharField(max_length=64)
    post_id = models.UUIDField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    night = models.BooleanField()
    suit = models.BooleanField()
    temperature_c = models.FloatField(null=True)
    member_id = models.UUIDField(db_index=True)
    role = models.CharField(max_length=200)
    why = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["outbreak", "starts_at", "ends_at"], name="rosters_on_duty")]
        constraints = [
            models.UniqueConstraint("roster", "shift_id", "member_id", name="rosters_once_a_shift")
        ]


class Swap(Kept):
    """A member asks another to serve a turn, for one of theirs or for nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    turn = models.ForeignKey(Turn, models.PROTECT, related_name="+")
    other_turn = models.ForeignKey(Turn, models.PROTECT, null=True, related_name="+")
    asked_by = models.UUIDField(db_index=True)
    asked = models.UUIDField(db_index=True)


class SwapAnswer(Kept):
    """What the other said."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    swap = models.OneToOneField(Swap, models.PROTECT, related_name="answer")
    agreed = models.BooleanField()


class Exchange(Kept):
    """Who serves a turn instead; the last that was said of a turn stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    turn = models.ForeignKey(Turn, models.PROTECT, related_name="exchanges")
    member_id = models.UUIDField(db_index=True)


class HandOver(_OfPlace):
    """What one shift tells the next. Not about people: a person's matter belongs where that person is on record."""

    post_id = models.UUIDField(db_index=True)
    shift_id = models.CharField(max_length=64)
    said = models.CharField(max_length=500)


class RosterLimits(Kept):
    """What rosters may ask of anybody, as command set it for an outbreak; the last that was set counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    limits = models.JSONField()
    """Fields of `engines.rostering.Rules`, the zone left out; `before`: what they were."""
    before = models.JSONField()
    reason = models.CharField(max_length=300)


MODELS: dict[str, type[Kept]] = {
    "absence": Absence,
    "roster": Roster,
    "roster-answer": RosterAnswer,
    "roster-shift": PlannedShift,
    "turn": Turn,
    "swap": Swap,
    "swap-answer": SwapAnswer,
    "turn-exchange": Exchange,
    "hand-over": HandOver,
    "roster-limits": RosterLimits,
}
"""Word in the journal -> what it vouches for."""
