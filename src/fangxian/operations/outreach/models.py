"""Looks at venues and what was found, closings, loudspeakers, groups of stranded visitors.

Every row is written once and vouched for by its journal entry; of what changes the last that was said stands. Nothing
here restricts a person: whoever may not leave has a record among the restrictions.
"""

from django.db import models
from django.db.models import Q

from fangxian.engines.visiting import SEVERITIES
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import Kept
from fangxian.operations.outreach.rows import CLOSED, MODES, PUT_RIGHT, REOPENED, STILL_WRONG


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one, one) for one in codes]


class VenueLook(Kept):
    """Somebody looked at a venue. `id` is made at the door, so that a form sent twice is one look."""

    id = models.UUIDField(primary_key=True, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    """The venue."""
    checklist = models.CharField(max_length=80)
    """Which list was asked: jurisdiction and kind."""
    answers = models.JSONField(default=dict)
    seen_at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["outbreak", "place", "seen_at"], name="outreach_looks_of_a_venue")]


class VenueFinding(Kept):
    """Something wrong at a venue, to be put right by a deadline. `id` is made from the look and the question."""

    id = models.UUIDField(primary_key=True, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    look = models.ForeignKey(VenueLook, models.PROTECT, related_name="findings")
    question = models.CharField(max_length=40)
    severity = models.CharField(max_length=8, choices=_choices(SEVERITIES))
    found_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["outbreak", "place"], name="outreach_findings_of_a_venue")]


class FindingAct(Kept):
    """Somebody came back: it is right now, with what shows it, or still wrong, with a new deadline."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(VenueFinding, models.PROTECT, related_name="acts")
    act = models.CharField(max_length=12, choices=_choices((PUT_RIGHT, STILL_WRONG)))
    proof = models.CharField(max_length=300, blank=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outreach_put_right_with_proof", condition=~Q(act=PUT_RIGHT) | ~Q(proof="")
            ),
            models.UniqueConstraint(
                fields=["finding"], condition=Q(act=PUT_RIGHT), name="outreach_put_right_once"
            ),
        ]


class VenueClosing(Kept):
    """A venue was closed on findings, until a day, or opened again by whoever approved it (`user_id`)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    act = models.CharField(max_length=8, choices=_choices((CLOSED, REOPENED)))
    reason = models.CharField(max_length=300)
    ends_at = models.DateTimeField(null=True)
    findings = models.JSONField(default=list)
    """On which findings it rests."""
    edition_id = models.UUIDField()
    """The notice that tells the operator."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outreach_a_closing_ends", condition=~Q(act=CLOSED) | Q(ends_at__isnull=False)
            )
        ]
        indexes = [models.Index(fields=["outbreak", "place"], name="outreach_closings_of_a_venue")]


class LoudspeakerPost(Kept):
    """Where a loudspeaker hangs, whose it is, at which hours it plays. The last that was said of it stands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outlet = models.ForeignKey("notices.Outlet", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    spot = models.CharField(max_length=120)
    keeper = models.CharField(max_length=120)
    """The office or shop that looks after it; not a person."""
    hours = models.JSONField(default=list)
    """Local hours, "08:00"."""


class LoudspeakerPlay(Kept):
    """A loudspeaker played. `id` is made at the loudspeaker, so that what is sent twice counts once."""

    id = models.UUIDField(primary_key=True, editable=False)
    outlet = models.ForeignKey("notices.Outlet", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    played_at = models.DateTimeField()
    times = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["outlet", "played_at"], name="outreach_plays_of_a_post")]


class StrandedGroup(Kept):
    """What was last said of a group of visitors who cannot get home. Who leads it lies encrypted with the person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group_id = models.UUIDField()
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    """Where they are housed."""
    size = models.PositiveIntegerField()
    home = models.CharField(max_length=120)
    operator = models.CharField(max_length=120, blank=True)
    leader = models.ForeignKey("people.Person", models.PROTECT, to_field="key", related_name="+")
    needs = models.JSONField(default=list)
    leaves_at = models.DateTimeField(null=True)
    leaves_by = models.CharField(max_length=8, blank=True, choices=_choices(MODES))
    left_at = models.DateTimeField(null=True)
    keep_until = models.DateField()
    """Until when who leads it is kept."""

    class Meta:
        indexes = [
            models.Index(fields=["outbreak", "place"], name="outreach_groups_of_a_place"),
            models.Index(fields=["group_id", "recorded_at"], name="outreach_words_of_a_group"),
        ]


class GroupTest(Kept):
    """People of a group were sampled. `positives` stays null until the results came."""

    id = models.UUIDField(primary_key=True, editable=False)
    group_id = models.UUIDField(db_index=True)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    taken_at = models.DateTimeField()
    people = models.PositiveIntegerField()
    positives = models.PositiveIntegerField(null=True)


class GroupHanded(Kept):
    """A group went to its home city with a letter."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group_id = models.UUIDField(db_index=True)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    letter = models.ForeignKey("handovers.Letter", models.PROTECT, related_name="+")


MODELS: dict[str, type[Kept]] = {
    "venue-look": VenueLook,
    "venue-finding": VenueFinding,
    "venue-finding-act": FindingAct,
    "venue-closing": VenueClosing,
    "loudspeaker": LoudspeakerPost,
    "loudspeaker-play": LoudspeakerPlay,
    "stranded-group": StrandedGroup,
    "group-test": GroupTest,
    "group-handed": GroupHanded,
}
"""Word in the journal -> what it vouches for."""
