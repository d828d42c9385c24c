"""What one may see: a required argument of every read about people, orders and areas."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Count, QuerySet

from fangxian.operations.places.models import Place, PlaceWithin
from fangxian.operations.problems import NOT_FOUND


@dataclass(frozen=True)
class Reach:
    """The places somebody serves, with everything inside them. An empty reach sees nothing at all.

    `identities`: False for who may see that something was done, but not to whom (the auditor).
    `registers`: False for who reads no row about a person at all, whatever the place (the police).
    `at`: the instant whose duty it derives from; who looks back further still sees only whom they may see then.
    """

    places: frozenset[str]
    identities: bool = True
    registers: bool = True
    at: datetime | None = field(default=None, compare=False)

    @classmethod
    def nothing(cls) -> "Reach":
        """Return the reach of somebody without a duty."""
        return cls(frozenset(), identities=False, registers=False)

    def narrow(self, *place_ids: str) -> "Reach":
        """Return the same reach over these places only; whether they lie inside was asked before."""
        return replace(self, places=frozenset(place_ids))

    def within(self) -> QuerySet:
        """Return the keys of every place inside, as a subquery (one column)."""
        inside = PlaceWithin.objects.filter(ancestor__in=self.places, to_on=None)
        return inside.values("descendant_id")

    def filter(self, queryset: QuerySet, field: str = "place_id") -> QuerySet:
        """Keep the rows whose `field` (a place key, or a path to one) lies inside."""
        if not self.places:
            return queryset.none()
        return queryset.filter(**{f"{field}__in": self.within()})

    def is_everywhere(self) -> bool:
        """Tell whether every place there is lies inside: then nothing has to be asked row by row."""
        if not self.places:
            return False
        inside = PlaceWithin.objects.filter(ancestor__in=self.places, to_on=None)
        return inside.aggregate(n=Count("descendant", distinct=True))["n"] == Place.objects.count()

    def filter_persons(self, queryset: QuerySet, field: str = "place_id") -> QuerySet:
        """Keep the rows inside, of a table whose rows are each about a person; none without `registers`."""
        return self.filter(queryset, field) if self.registers else queryset.none()

    def covers(self, place_id: str | None) -> bool:
        """Tell whether the place lies inside; an unknown place never does."""
        return place_id is not None and bool(self.keep([place_id]))

    def require(self, place_id: str) -> None:
        """Raise `not-found` for a place that does not lie inside, as for one that is not there."""
        if not self.covers(place_id):
            raise NOT_FOUND(what="place", what_zh="地点", key=place_id)

    def keep(self, place_ids: Iterable[str]) -> set[str]:
        """Return those of the places that lie inside."""
        inside = PlaceWithin.objects.filter(ancestor__in=self.places, to_on=None)
        return set(inside.filter(descendant__in=list(place_ids)).values_list("descendant_id", flat=True))

    def touched(self, place_ids: Iterable[str]) -> set[str]:
        """Return those of the places that lie inside, or that what is served lies in by the tree."""
        asked = set(place_ids)
        served = PlaceWithin.objects.filter(descendant__in=self.places, structure="tree", to_on=None)
        return self.keep(asked) | set(served.filter(ancestor__in=asked).values_list("ancestor_id", flat=True))

    def keys(self) -> set[str]:
        """Return every place inside."""
        return set(self.within().values_list("descendant_id", flat=True)) if self.places else set()
