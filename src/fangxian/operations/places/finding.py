"""Which place a text means, asked of the places this world knows."""

from datetime import date

from django.db.models import Q, QuerySet

from fangxian.engines.gazetteer import Context, Mention, resolve
from fangxian.engines.itineraries import ItineraryRead, read_itinerary
from fangxian.operations.places.gazetteer import current_gazetteer
from fangxian.operations.places.models import PlaceCode, PlaceName, PlaceWithin
from fangxian.operations.places.queries import list_places
from fangxian.operations.places.rows import Candidate

CERTAIN = 0.85
"""The score from which a search may choose by itself; a bare name of a community stays below it."""

_PARTLY = 0.5


def find_places(
    text: str, within: str | None = None, level: str | None = None, limit: int = 8
) -> list[Candidate]:
    """Return the places a text may mean, the best first.

    `within` looks inside one place only. A candidate is `certain` when the text names it together with
    something it lies in (or `within` does) and no other place fits nearly as well. A code is certain.
    What is named only in part follows, so that a name can be found while it is being typed.
    """
    wanted = text.strip()
    if not wanted:
        return []
    coded = _find_by_code(wanted)
    if coded:
        return _candidates(dict.fromkeys(coded, 1.0), coded, coded[0] if len(coded) == 1 else "")
    scores, settled = _named(wanted, within)
    for place_id, share in _partly_named(wanted, within):
        scores.setdefault(place_id, share)
    best = sorted(_of_level(scores, level), key=lambda code: (-scores[code], code))[:limit]
    return _candidates(scores, best, settled)


def find_mentions(text: str, context: Context) -> tuple[Mention, ...]:
    """Return every place a text names, settled or with its candidates."""
    return resolve(text, current_gazetteer(), context)


def read_stays(text: str, anchor: date, context: Context) -> ItineraryRead:
    """Return the stays a text tells of; `anchor` is the day it was told."""
    return read_itinerary(text, current_gazetteer(), anchor=anchor, context=context)


def _named(text: str, within: str | None) -> tuple[dict[str, float], str]:
    """Return the scores of what the longest mention may mean, and the place that is certain ("" for none)."""
    mentions = find_mentions(text, Context(within=within or ""))
    if not mentions:
        return {}, ""
    longest = max(mentions, key=lambda one: one.end - one.start)
    inside = _inside([one.code for one in longest.candidates], within)
    scores = {one.code: one.score for one in longest.candidates if one.code in inside}
    sure = longest.score >= CERTAIN and longest.code in scores and len(mentions) == 1
    return scores, longest.code if sure else ""


def _find_by_code(code: str) -> list[str]:
    owners = PlaceCode.objects.filter(code=code, to_on=None).values_list("place_id", flat=True)
    return [row.place_id for row in list_places([code, *owners])]


def _partly_named(text: str, within: str | None) -> list[tuple[str, float]]:
    rows = PlaceName.objects.filter(Q(name__icontains=text), to_on=None)
    if within is not None:
        rows = rows.filter(place_id__in=_descendants(within))
    found = rows.values_list("place_id", "name")[:_MOST_PARTLY]
    return [(place_id, round(_PARTLY * len(text) / len(name), 4)) for place_id, name in found]


_MOST_PARTLY = 200


def _inside(codes: list[str], within: str | None) -> set[str]:
    if within is None:
        return set(codes)
    return set(_descendants(within).filter(descendant__in=codes))


def _descendants(place_id: str) -> QuerySet:
    inside = PlaceWithin.objects.filter(ancestor=place_id, to_on=None)
    return inside.values_list("descendant_id", flat=True)


def _of_level(scores: dict[str, float], level: str | None) -> list[str]:
    if level is None:
        return list(scores)
    return [row.place_id for row in list_places(list(scores)) if row.level == level]


def _candidates(scores: dict[str, float], codes: list[str], settled: str) -> list[Candidate]:
    places = current_gazetteer().places
    return [
        Candidate(code, place.name, place.path, place.level, scores[code], code == settled)
        for code in codes
        if (place := places.get(code))
    ]
