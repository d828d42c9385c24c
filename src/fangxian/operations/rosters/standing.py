"""Which turns stand at an hour: of the roster taken last for their days, with whoever serves them by now."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fangxian.operations.rosters.models import Exchange, RosterAnswer, Turn
from fangxian.operations.rosters.rows import TurnRow


def standing_turns(at: datetime) -> QuerySet[Turn]:
    """Return the turns that stood as known at `at`; `serving` is the member who serves each."""
    return with_serving(_published(at), at)


def with_serving(turns: QuerySet[Turn], at: datetime) -> QuerySet[Turn]:
    """Say of each turn who served it as known at `at`: whoever took it over last, or whom the roster says."""
    instead = Exchange.objects.filter(turn=OuterRef("pk"), recorded_at__lte=at)
    last = instead.order_by("-recorded_at", "-id").values("member_id")[:1]
    return turns.annotate(serving=Coalesce(Subquery(last), F("member_id")))


def serving(at: datetime, members: Collection[UUID]) -> QuerySet[Turn]:
    """Return the turns that stood as known at `at` and that these members serve."""
    return standing_turns(at).filter(**{"serving__in": list(members)})


def turn_rows(turns: Iterable[Turn], names: dict[UUID, str]) -> tuple[TurnRow, ...]:
    """Return turns as others see them."""
    return tuple(_row(turn, names) for turn in turns)


def people_of(turns: Sequence[Turn]) -> set[UUID]:
    """Return who serves them."""
    return {turn.serving for turn in turns}  # type: ignore[attr-defined]


def _published(at: datetime) -> QuerySet[Turn]:
    """Return the turns of rosters taken, but where another was taken later for the same days: of the place, or of the post.

    A street's roster and one of a community inside it both say who serves at its posts; nobody serves by both.
    """
    later = RosterAnswer.objects.filter(
        taken=True,
        recorded_at__lte=at,
        recorded_at__gt=OuterRef("roster__answer__recorded_at"),
        roster__outbreak=OuterRef("outbreak"),
        roster__from_at__lte=OuterRef("starts_at"),
        roster__to_at__gt=OuterRef("starts_at"),
    )
    of_place = later.filter(roster__place=OuterRef("roster__place"))
    of_post = later.filter(roster__shifts__post_id=OuterRef("post_id"))
    told = Turn.objects.filter(roster__answer__taken=True, roster__answer__recorded_at__lte=at)
    return told.filter(~Exists(of_place), ~Exists(of_post))


def _row(turn: Turn, names: dict[UUID, str]) -> TurnRow:
    serving: UUID = turn.serving  # type: ignore[attr-defined]
    return TurnRow(
        id=turn.id,
        roster_id=turn.roster_id,
        place_id=turn.place_id,
        post_id=turn.post_id,
        shift_id=turn.shift_id,
        starts_at=turn.starts_at,
        ends_at=turn.ends_at,
        night=turn.night,
        suit=turn.suit,
        member_id=serving,
        name=names.get(serving, ""),
        role=turn.role,
        why=turn.why,
        temperature_c=turn.temperature_c,
    )
