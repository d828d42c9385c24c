"""Itineraries: an interview or a published notice in words, into stays with their precision, for somebody to confirm."""

from fangxian.engines.itineraries.reading import read_itinerary
from fangxian.engines.itineraries.stays import SPAN_KINDS, ItineraryRead, Span, Stay
from fangxian.engines.itineraries.told import STAYS_TOLD, stays_table

__all__ = ["SPAN_KINDS", "STAYS_TOLD", "ItineraryRead", "Span", "Stay", "read_itinerary", "stays_table"]
