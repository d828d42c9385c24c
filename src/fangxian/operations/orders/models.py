"""Orders: what is to be done; dispatches: one office's copy, which owns its clock; tasks, proofs, events."""

from django.db import models

from fangxian.operations.ids import new_id


class Order(models.Model):
    """One measure at one place, put to the offices below it."""

    id = models.UUIDField(primary_key=True, default=new_id)
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
            )
        ]
        indexes = [models.Index(fields=["outbreak", "revoked_at", "issued_at"], name="orders_by_outbreak")]


class Dispatch(models.Model):
    """One office's copy of an order. `status` is the cached fold of its events."""

    class Status(models.TextChoices):
        """How far the office has come; `revoked` is the order's end before it was done."""

        ISSUED = "issued"
        ACKNOWLEDGED = "acknowledged"
        DONE = "done"
        VERIFIED = "verified"
        REVOKED = "revoked"

    id = models.UUIDField(primary_key=True, default=new_id)
    order = models.ForeignKey(Order, models.CASCADE, related_name="dispatches")
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    owner_role = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    status = models.CharField(max_length=16, choices=Status, default=Status.ISSUED)
    acknowledged_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("order", "office", name="one_dispatch_per_order_and_office")]
        indexes = [models.Index(fields=["place", "status", "due_at"], name="dispatches_of_a_place")]


class Task(models.Model):
    """The smallest piece of a dispatch, with one owner."""

    id = models.UUIDField(primary_key=True, default=new_id)
    dispatch = models.OneToOneField(Dispatch, models.CASCADE, related_name="task")
    owner = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()
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
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class Event(models.Model):
    """What happened to a dispatch. The id is made where the act is born: a repeated send changes nothing."""

    id = models.UUIDField(primary_key=True)
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=16)
    event_at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["dispatch", "recorded_at"], name="events_of_a_dispatch")]
