"""Addresses of drills."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.drill import views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset({"commander", "city-cdc", "district-commander", "district-cdc", "auditor"})
entries = (Entry("drill", Text("演练", "Drill"), "plan", 40, roles=SHOWN_TO),)
urlpatterns = [
    path("drill/", views.show, name="drill"),
    path("drill/<uuid:drill_id>/", views.show_one, name="one-drill"),
]
