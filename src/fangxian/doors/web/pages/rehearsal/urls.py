"""Addresses of rehearsals."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.rehearsal import views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset({"commander", "city-cdc", "district-commander", "district-cdc", "auditor"})
entries = (Entry("rehearsal", Text("推演", "Rehearse"), "plan", 30, keys="g g", roles=SHOWN_TO),)
urlpatterns = [
    path("rehearsal/", views.show, name="rehearsal"),
    path("rehearsal/new", views.ask_for_one, name="ask-rehearsal"),
    path("rehearsal/<uuid:rehearsal_id>/", views.show_one, name="one-rehearsal"),
    path("rehearsal/<uuid:rehearsal_id>/futures", views.run_futures, name="run-rehearsal"),
]
