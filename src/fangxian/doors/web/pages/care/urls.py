"""Addresses of care."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.care import acting, views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset(
    {
        "commander", "city-cdc", "district-commander", "district-cdc", "street-worker", "community-worker",
        "grid-worker", "clinician",
    }
)  # fmt: skip
entries = (Entry("care", Text("照护", "Care"), "goods", 20, roles=SHOWN_TO),)
urlpatterns = [
    path("care/", views.show, name="care"),
    path("care/carers", acting.name_carers, name="name-household-carers"),
    path("care/visits", acting.note_visit, name="note-care-visit"),
    path("care/medicines", acting.note_medicine, name="note-medicine"),
    path("care/ambulances", acting.ask_ambulance, name="ask-ambulance"),
    path("care/ambulances/<uuid:ride_id>/end", acting.end_ride, name="end-ride"),
    path("care/calls", acting.note_call, name="note-line-call"),
    path("care/calls/<uuid:call_id>/answer", acting.answer_call, name="answer-line-call"),
]
