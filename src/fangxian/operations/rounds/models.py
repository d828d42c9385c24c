"""A round, what happened to its accounts, who was added to it; tallies are a rebuildable reading of these."""

from django.db import models
from django.db.models import Q

from fangxian.engines.tables.ledger import EVENT_KINDS
from fangxian.operations.ids import new_id
from fangxian.operations.rounds.rows import KINDS

EVENT, ADDED = "account-event", "account-added"
"""Words under which the journal vouches for an event and for an addition."""


class Round(models.Model):
    """One round of testing or screening. Its register is a file, named by the round and known by its digest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    number = models.PositiveIntegerField()
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64)
    accounts = models.PositiveBigIntegerField()
    households = models.PositiveBigIntegerField()
    lists = models.JSONField()
    """List -> how many people of the register are on it."""
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("outbreak", "kind", "number", name="rounds_numbered"),
            models.CheckConstraint(
                condition=Q(due_at__gt=models.F("opened_at")), name="rounds_due_after_opening"
            ),
        ]


class AccountEvent(models.Model):
    """What happened to a person or at a door. `id` is made where it happened: sent again, it is the same event."""

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    person_id = models.CharField(max_length=64, null=True)
    household_id = models.CharField(max_length=64, null=True)
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in EVENT_KINDS])
    voids = models.UUIDField(null=True)
    event_at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    user_id = models.CharField(max_length=64)
    office_id = models.CharField(max_length=64, blank=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["round", "place"], name="rounds_events_of_place"),
            models.Index(fields=["voids"], name="rounds_taken_back", condition=Q(voids__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person_id__isnull=False) | Q(household_id__isnull=False) | Q(kind="void"),
                name="rounds_event_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind="void", voids__isnull=False) | (~Q(kind="void") & Q(voids=None)),
                name="rounds_void_names_its_event",
            ),
        ]


class Addition(models.Model):
    """Somebody found who was on no list. Nobody asks them for a document."""

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    person_id = models.CharField(max_length=64)
    household_id = models.CharField(max_length=64, null=True)
    added_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    user_id = models.CharField(max_length=64)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["round", "place"], name="rounds_added_at_place")]
        constraints = [models.UniqueConstraint("round", "person_id", name="rounds_added_once")]


class Tally(models.Model):
    """The ledger of one lowest place as last counted. `waiting`: acts since then, so that a reader counts again."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    counts = models.JSONField()
    waiting = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [models.UniqueConstraint("round", "place", name="rounds_one_tally_a_place")]


class ListSwitch(models.Model):
    """One list that may feed registers, switched on for an outbreak; the last row of a list says how it stands."""

    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    list_id = models.CharField(max_length=40)
    on = models.BooleanField()
    legal_basis = models.TextField(blank=True)
    approver = models.CharField(max_length=120, blank=True)
    expires_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "list switches"
        indexes = [models.Index(fields=["outbreak", "list_id"], name="rounds_switches")]
        constraints = [
            models.CheckConstraint(
                condition=Q(on=False) | (~Q(legal_basis="") & ~Q(approver="") & Q(expires_at__isnull=False)),
                name="rounds_a_list_needs_its_ground",
            )
        ]


class ListPart(models.Model):
    """The rows one import gave a list (`id`: the import). They lie in a sealed file; destroying this row erases them."""

    id = models.UUIDField(primary_key=True, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    list_id = models.CharField(max_length=40)
    wrapped = models.BinaryField()
    rows = models.PositiveBigIntegerField()
    kept_until = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["outbreak", "list_id"], name="rounds_list_parts")]
