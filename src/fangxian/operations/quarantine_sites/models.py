"""What is on record of quarantine sites and stays. Every row is written once and vouched for by its journal entry."""

from django.db import models

from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import Kept
from fangxian.operations.quarantine_sites.rows import (
    CHANNELS,
    CONSENT_ENDS,
    ENDINGS,
    LANGUAGES,
    LEAVINGS,
    RESULTS,
    SIGNED,
    STEPS,
)


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one, one) for one in codes]


class QuarantineSite(Kept):
    """What was said of a site; the last that was said of a key stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    site_id = models.CharField(max_length=40)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    lat = models.FloatField()
    lon = models.FloatField()
    floors = models.JSONField(default=list)
    """[floor, rooms, what it offers, shared air] each."""
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["outbreak", "site_id"], name="quarantine_sites_by_key")]


class Consent(Kept):
    """Somebody stays in a room of their own accord: how they were told, in which language, how they signed, until when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="key", related_name="+")
    seat = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    measure = models.CharField(max_length=80)
    channel = models.CharField(max_length=12, choices=_choices(CHANNELS))
    language = models.CharField(max_length=12, choices=_choices(LANGUAGES))
    signed = models.CharField(max_length=12, choices=_choices(SIGNED))
    signed_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["outbreak", "person"], name="quarantine_consents_of_one")]


class ConsentEnd(Kept):
    """A consent was taken back, or the person was let go; the first that was said stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consent = models.OneToOneField(Consent, models.PROTECT, related_name="end")
    why = models.CharField(max_length=12, choices=_choices(CONSENT_ENDS))


class Stay(Kept):
    """A room ordered for a person on the ground of one restriction or one consent; what became of it are its steps."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, to_field="key", related_name="+")
    restriction_key = models.CharField(max_length=64, blank=True)
    """Empty: they stay by `consent`, and nothing binds them."""
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="+")
    contact = models.BooleanField()
    """Bound as a contact; False: another managed person, counted apart, or somebody there of their own accord."""
    seat = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    """The place in charge of the restriction, or of the consent."""
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    """Where the site is."""
    site_id = models.CharField(max_length=40)
    floor = models.CharField(max_length=8)
    room = models.CharField(max_length=12)
    party_id = models.CharField(max_length=64)
    ordered_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["outbreak", "site_id"], name="quarantine_stays_of_a_site"),
            models.Index(fields=["restriction_key"], name="quarantine_stays_of_a_hold"),
        ]


class StayStep(Kept):
    """Picked up, arrived, left: each once. `why`: of a leaving."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stay = models.ForeignKey(Stay, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=_choices(STEPS))
    why = models.CharField(max_length=12, blank=True, choices=_choices(LEAVINGS))
    event_at = models.DateTimeField()
    lacking = models.JSONField(default=list)
    """What the evidence of a release still lacked, in words of both languages."""

    class Meta:
        constraints = [models.UniqueConstraint("stay", "step", name="quarantine_each_step_once")]


class StaySample(Kept):
    """A sample taken for a due day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stay = models.ForeignKey(Stay, models.PROTECT, related_name="samples")
    due_on = models.DateField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("stay", "due_on", name="quarantine_one_sample_a_due_day")]


class StayResult(Kept):
    """What a sample showed; the last that was said stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sample = models.ForeignKey(StaySample, models.PROTECT, related_name="results")
    result = models.CharField(max_length=8, choices=_choices(RESULTS))


class StayFlag(Kept):
    """Symptoms somebody at the site saw; a doctor answers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stay = models.ForeignKey(Stay, models.PROTECT, related_name="flags")
    symptoms = models.JSONField(default=list)
    temperature_c = models.FloatField(null=True)
    answering_id = models.UUIDField()
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()


class StayFlagAct(Kept):
    """A doctor has seen a flag, or has settled it; the first of each stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    flag = models.ForeignKey(StayFlag, models.PROTECT, related_name="acts")
    ending = models.CharField(max_length=20, blank=True, choices=_choices(ENDINGS))
    """Empty: seen."""

    class Meta:
        constraints = [models.UniqueConstraint("flag", "ending", name="quarantine_each_flag_act_once")]


class StayRestart(Kept):
    """A stay that has to begin anew: what it shared with a positive person, and the proposal two offices sign."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stay = models.ForeignKey(Stay, models.PROTECT, related_name="restarts")
    positive = models.ForeignKey(Stay, models.PROTECT, related_name="+")
    scope = models.CharField(max_length=8)
    last_shared_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    proposal_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("stay", "positive", name="quarantine_restarted_once")]


MODELS: dict[str, type[Kept]] = {
    "quarantine-site": QuarantineSite,
    "consent": Consent,
    "consent-end": ConsentEnd,
    "stay": Stay,
    "stay-step": StayStep,
    "stay-sample": StaySample,
    "stay-result": StayResult,
    "stay-flag": StayFlag,
    "stay-flag-act": StayFlagAct,
    "stay-restart": StayRestart,
}
"""Word in the journal -> what it vouches for."""
