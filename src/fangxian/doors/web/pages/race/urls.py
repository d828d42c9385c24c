"""Addresses of the race clock."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.race import views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset({"commander", "city-cdc", "district-commander", "district-cdc"})
entries = (Entry("race", Text("赛跑钟", "Race clock"), "situation", 30, roles=SHOWN_TO),)
urlpatterns = [
    path("race/", views.show, name="race"),
    path("race/compute", views.compute, name="compute-race"),
    path("race/<uuid:clock_id>/on", views.compute_further, name="run-race"),
]
