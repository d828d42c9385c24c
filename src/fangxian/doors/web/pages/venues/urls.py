"""Addresses of looks at venues."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.venues import acting, loudspeakers, views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset(
    {
        "commander", "city-cdc", "district-commander", "district-cdc", "street-worker", "community-worker",
        "grid-worker", "inspector",
    }
)  # fmt: skip
entries = (Entry("venue-rounds", Text("场所巡查", "Venues"), "places", 30, roles=SHOWN_TO),)
urlpatterns = [
    path("venues/", views.show, name="venue-rounds"),
    path("venues/walks", views.show_walks, name="venue-walks"),
    path("venues/findings", views.show_findings, name="venue-findings"),
    path("venues/findings/<uuid:flaw_id>/right", acting.put_one_right, name="put-venue-right"),
    path("venues/loudspeakers", loudspeakers.show, name="loudspeakers"),
    path("venues/loudspeakers/<uuid:outlet_id>/place", loudspeakers.place_one, name="place-loudspeaker"),
    path("venues/loudspeakers/<uuid:outlet_id>/play", loudspeakers.play_one, name="play-loudspeaker"),
    path("venues/<str:venue_id>/", views.show_one, name="venue-form"),
    path("venues/<str:venue_id>/look", acting.record_one, name="record-venue-look"),
    path("venues/<str:venue_id>/close", acting.close_one, name="close-venue"),
    path("venues/<str:venue_id>/reopen", acting.reopen_one, name="reopen-venue"),
]
