"""Addresses of screening."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.screening import acting, views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset(
    {
        "commander", "city-cdc", "district-commander", "district-cdc", "street-worker", "community-worker",
        "grid-worker", "clinician",
    }
)  # fmt: skip
DOOR = "screening/<uuid:round_id>/<str:place_id>/doors/<str:door_id>/"
entries = (Entry("screening", Text("入户排查", "Screening"), "testing", 30, keys="g p", roles=SHOWN_TO),)
urlpatterns = [
    path("screening/", views.show_desk, name="screening"),
    path("screening/key-people/", views.show_key_people, name="key-people"),
    path("screening/key-people/name", acting.name_one, name="name-carers"),
    path("screening/trips/", views.show_trips, name="trips"),
    path("screening/items/<uuid:item_id>/seen", acting.see_one, name="see-door-item"),
    path("screening/items/<uuid:item_id>/settle", acting.settle_one, name="settle-door-item"),
    path("screening/<uuid:round_id>/route", views.show_route, name="door-route"),
    path(DOOR, views.show_door, name="screen-door"),
    path(f"{DOOR}record", acting.record_one, name="record-screening"),
    path(f"{DOOR}duty", acting.call_one, name="call-duty"),
    path(f"{DOOR}risk", acting.mark_one, name="mark-door"),
]
