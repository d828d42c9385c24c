"""What is on record of care. Every row is written once and vouched for by its journal entry; none holds free text of a life."""

from django.db import models

from fangxian.operations.care.rows import AMBULANCE_STEPS, MEDICINES, OUTCOMES, TOPICS
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import Kept


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one, one) for one in codes]


class OfHousehold(Kept):
    """A row about a household of an outbreak."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    household_id = models.CharField(max_length=64)

    class Meta:
        abstract = True


class HouseholdCarers(OfHousehold):
    """Who looks after a household; the last that was said stands."""

    carers = models.JSONField(default=list)
    """Users."""

    class Meta:
        verbose_name_plural = "household carers"
        indexes = [models.Index(fields=["outbreak", "place"], name="care_of_households")]


class CareVisit(OfHousehold):
    """Somebody went, or telephoned, to see how a person is."""

    person_id = models.CharField(max_length=64)
    outcome = models.CharField(max_length=12, choices=_choices(OUTCOMES))
    event_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["outbreak", "person_id"], name="care_visits_of_a_person")]


class MedicineSupply(OfHousehold):
    """Until when a person has a kind of medicine; the last that was said of the kind stands."""

    person_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=_choices(MEDICINES))
    runs_out_on = models.DateField()

    class Meta:
        verbose_name_plural = "medicine supplies"
        indexes = [models.Index(fields=["outbreak", "person_id"], name="care_medicines_of_a_person")]


class AmbulanceRequest(OfHousehold):
    """A ride to a designated hospital was asked for."""

    person_id = models.CharField(max_length=64)
    hospital = models.CharField(max_length=120)
    due_at = models.DateTimeField()


class AmbulanceStep(Kept):
    """The ambulance arrived, or was called off; the first stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.OneToOneField(AmbulanceRequest, models.PROTECT, related_name="step")
    step = models.CharField(max_length=12, choices=_choices(AMBULANCE_STEPS))


class LineCall(Kept):
    """Somebody called the mental-health line. Who, is not kept: only what it is about and from which place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    topic = models.CharField(max_length=16, choices=_choices(TOPICS))
    due_at = models.DateTimeField()


class LineAnswer(Kept):
    """Somebody has seen to a call."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.OneToOneField(LineCall, models.PROTECT, related_name="answer")


MODELS: dict[str, type[Kept]] = {
    "household-carers": HouseholdCarers,
    "care-visit": CareVisit,
    "medicine-supply": MedicineSupply,
    "ambulance-request": AmbulanceRequest,
    "ambulance-step": AmbulanceStep,
    "line-call": LineCall,
    "line-answer": LineAnswer,
}
"""Word in the journal -> what it vouches for."""
