"""Orders: what is to be done; dispatches: one office's copy, which owns its clock; tasks, proofs, events."""

from django.db import models

from fangxian.operations.ids import new_id


class Order(models.Model):
    """One measure at one place, put to the offices below it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.PositiveIntegerField()
    """What it is called in speech: orders of an outbreak are counted from 1."""
    key = models.CharField(max_length=64)
    """The engine's id: the same rule for the same subject has the same key in every response."""
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    decision = models.ForeignKey("decisions.Decision", models.PROTECT, null=True, related_name="+")
    measure = models.CharField(max_length=80)
    measure_key = models.CharField(max_length=64)
    plan = models.CharField(max_length=80)
    proof = models.CharField(max_length=16)
    people = models.BigIntegerField(null=True)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    instruction_zh = models.TextField(blank=True)
    instruction_en = models.TextField(blank=True)
    issued_by = models.ForeignKey("accounts.Office", models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=300, blank=True)
    """Where an order that is replayed from the record was found."""
    issued_at = models.DateTimeField()
    lapses_at = models.DateTimeField(null=True)
    """What rests on one signature only stops binding by itself at this instant."""
    revoked_at = models.DateTimeField(null=True)
    revoke_reason = models.TextField(blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="superseded_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "outbreak", "key", condition=models.Q(revoked_at=None), name="one_order_stands_per_key"
            ),
            models.UniqueConstraint("outbreak", "number", name="one_order_per_number"),
        ]
        indexes = [models.Index(fields=["outbreak", "revoked_at", "issued_at"], name="orders_by_outbreak")]


class Numbering(models.Model):
    """The last number given in an outbreak; whoever issues holds the row, so that no number is given twice."""

    outbreak = models.OneToOneField("cases.Outbreak", models.PROTECT, primary_key=True, related_name="+")
    last = models.PositiveIntegerField(default=0)


class Amendment(models.Model):
    """What an order said from `recorded_at` on; its columns are the cache of the last one."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="amendments")
    kind = models.CharField(max_length=16)
    recorded_at = models.DateTimeField()
    people = models.BigIntegerField(null=True)
    lapses_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["order", "recorded_at"], name="amendments_of_an_order")]


class Dispatch(models.Model):
    """One office's copy of an order. Status, due time and who has to decide are the cached fold of its events."""

    class Status(models.TextChoices):
        """How far the office has come; `revoked` is the order's end before it was done."""

        ISSUED = "issued"
        ACKNOWLEDGED = "acknowledged"
        BLOCKED = "blocked"
        DONE = "done"
        VERIFIED = "verified"
        REVOKED = "revoked"

    id = models.UUIDField(primary_key=True, default=new_id)
    order = models.ForeignKey(Order, models.CASCADE, related_name="dispatches")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    path = models.CharField(max_length=60)
    """Where it stands in the order's tree (see `paths`)."""
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    """The copy of the office that was relieved of it."""
    owner_role = models.CharField(max_length=80)
    issued_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    status = models.CharField(max_length=16, choices=Status, default=Status.ISSUED)
    raised_to = models.ForeignKey("accounts.Office", models.PROTECT, null=True, related_name="+")
    """The office above that has to decide: it was told that this cannot be done, or is late."""
    nth = models.PositiveIntegerField(default=0)
    """The number of its last event."""
    changed_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("order", "office", name="one_dispatch_per_order_and_office")]
        indexes = [
            models.Index(fields=["place", "status", "due_at"], name="dispatches_of_a_place"),
            # Counting a branch of an order reads nothing but this.
            models.Index(fields=["order", "path", "status", "due_at", "place"], name="dispatches_counted"),
            # Counting the orders of an outbreak reads nothing but this, in the order it is grouped by.
            models.Index(fields=["order", "status", "due_at", "place"], name="dispatches_tallied"),
            # What is late the longest is read off the front of this.
            models.Index(fields=["status", "due_at", "id"], name="dispatches_due"),
            models.Index(
                fields=["raised_to"], condition=models.Q(raised_to__isnull=False), name="dispatches_raised"
            ),
        ]


class Detail(models.Model):
    """What an office adds for its branch: every office below reads it beside the instruction."""

    id = models.UUIDField(primary_key=True, default=new_id)
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="details")
    words = models.TextField()
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()


class Task(models.Model):
    """The smallest piece of a dispatch, with one owner. Owner and times are the cached fold of its events."""

    id = models.UUIDField(primary_key=True, default=new_id)
    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="tasks")
    words = models.CharField(max_length=300, blank=True)
    """Which part it is; empty: the whole."""
    owner = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    """When it was split into parts."""
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)


class Proof(models.Model):
    """What shows that a task was done: a tap, a count, a list or a location."""

    id = models.UUIDField(primary_key=True, default=new_id)
    task = models.ForeignKey(Task, models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=16)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()


class Event(models.Model):
    """What happened to a dispatch. The id is made where the act is born: a repeated send changes nothing.

    `status`, `due_at` and `raised_to` are the dispatch's after it, so that any hour is one look-up away.
    """

    id = models.UUIDField(primary_key=True)
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="events")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    nth = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    status = models.CharField(max_length=16)
    due_at = models.DateTimeField()
    raised_to = models.ForeignKey("accounts.Office", models.PROTECT, null=True, related_name="+")
    event_at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    """None: the system."""
    detail = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint("dispatch", "nth", name="events_are_counted")]
        indexes = [models.Index(fields=["dispatch", "recorded_at"], name="events_of_a_dispatch")]
