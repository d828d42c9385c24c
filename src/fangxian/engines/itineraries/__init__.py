"""Itineraries: an interview or a published notice in words, into stays with their precision, for somebody to confirm."""

from fangxian.engines.itineraries.reading import read_itinerary
from fangxian.engines.itineraries.stays import SPAN_KINDS, ItineraryRead, Span, Stay

__all__ = ["SPAN_KINDS", "ItineraryRead", "Span", "Stay", "read_itinerary"]
