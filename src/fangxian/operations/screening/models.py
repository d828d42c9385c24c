"""What was told at doors and who answered it. Every row is written once and vouched for by its journal entry.

No column takes free text: what is told at a door is kept in the codes of `engines/visiting`.
"""

from datetime import datetime

from django.db import models

from fangxian.engines.visiting import ITEMS, OUTCOMES
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import Kept
from fangxian.operations.journal.services import Author
from fangxian.operations.screening.rows import ACTS, ENDINGS, MEANINGS, RISKS


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one, one) for one in codes]


class Told(Kept):
    """A row of the record, with the office it was written in."""

    office_id = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True

    def sign(self, actor: Author, at: datetime) -> None:
        """Say who writes the row, in which office, and when."""
        super().sign(actor, at)
        self.office_id = actor.office_id


class Screening(Told):
    """A form of a door. `id` is made at the door; the events of the ledger that follow from it are made from it."""

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.ForeignKey("rounds.Round", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    household_id = models.CharField(max_length=64)
    outcome = models.CharField(max_length=16, choices=_choices(OUTCOMES))
    present = models.JSONField(default=list)
    refusing = models.JSONField(default=list)
    symptoms = models.JSONField(default=dict)
    """Person -> codes of symptoms."""
    needs = models.JSONField(default=list)
    stays = models.JSONField(default=list)
    """[person, exposure venue, from, to], as told; each stands among the attendances that wait to be confirmed."""
    call_back_at = models.DateTimeField(null=True)
    companion_id = models.CharField(max_length=64, blank=True)
    event_at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["round", "place", "household_id"], name="screening_of_a_door"),
        ]


class DoorItem(Told):
    """Something told at a door that an office has to answer. `seat`: where that office is; who serves there sees it."""

    id = models.UUIDField(primary_key=True, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    household_id = models.CharField(max_length=64)
    person_id = models.CharField(max_length=64, null=True)
    kind = models.CharField(max_length=16, choices=_choices(tuple(ITEMS)))
    codes = models.JSONField(default=list)
    seat = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    answering_id = models.UUIDField()
    """The office that answers."""
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["outbreak", "seat"], name="screening_items_of_a_desk"),
            models.Index(fields=["place", "household_id"], name="screening_items_of_a_door"),
        ]


class ItemAct(Told):
    """What an office did about an item: saw it, settled it. The first of each stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(DoorItem, models.PROTECT, related_name="acts")
    act = models.CharField(max_length=8, choices=_choices(ACTS))
    ending = models.CharField(max_length=24, blank=True, choices=_choices(ENDINGS))

    class Meta:
        constraints = [models.UniqueConstraint("item", "act", name="screening_each_act_once")]


class DoorMark(Told):
    """Whether a door is risky; the last that was said of it stands. `why` empty: it is not."""

    id = models.UUIDField(primary_key=True, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    household_id = models.CharField(max_length=64)
    why = models.CharField(max_length=16, blank=True, choices=_choices(RISKS))

    class Meta:
        indexes = [models.Index(fields=["outbreak", "place"], name="screening_marks_of_a_place")]


class KeyPerson(Told):
    """Who needs looking after, and who was named to do it; the last that was said of a person stands.

    Without needs nobody has to look after them any more.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    household_id = models.CharField(max_length=64)
    person_id = models.CharField(max_length=64)
    needs = models.JSONField(default=list)
    carers = models.JSONField(default=list)
    """Users, at most `MOST_CARERS`."""

    class Meta:
        verbose_name_plural = "key people"
        indexes = [models.Index(fields=["outbreak", "place"], name="screening_key_people")]


class Trip(Told):
    """Where somebody says they were (行程报备), by their own word; who they are lies encrypted with the person."""

    id = models.UUIDField(primary_key=True, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="key", related_name="+")
    home = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    arrive_at = models.DateTimeField()
    leave_at = models.DateTimeField()
    meaning = models.CharField(max_length=16, choices=_choices(MEANINGS))
    """What the reporter was told it means."""
    met = models.BooleanField()
    """Whether it meets an exposure venue, published or not: then it waits for the CDC."""
    sender = models.CharField(max_length=64, blank=True)
    """A digest of where it came from, for the rate; it points to nobody."""

    class Meta:
        indexes = [
            models.Index(fields=["outbreak", "home"], name="screening_trips_of_a_home"),
            models.Index(fields=["sender", "recorded_at"], name="screening_trips_of_a_sender"),
        ]


MODELS: dict[str, type[Told]] = {
    "screening": Screening,
    "door-item": DoorItem,
    "door-item-act": ItemAct,
    "door-mark": DoorMark,
    "key-person": KeyPerson,
    "trip": Trip,
}
"""Word in the journal -> what it vouches for."""
