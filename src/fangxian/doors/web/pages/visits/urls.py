"""Addresses of the round."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.visits import views
from fangxian.engines.problems import Text

WALKERS = frozenset({"street-worker", "community-worker", "grid-worker"})
entries = (Entry("visits", Text("上门", "Visits"), "mine", 20, keys="g d", roles=WALKERS, phone=True),)
urlpatterns = [
    path("visits/", views.show, name="visits"),
    path("visits/<str:door_id>/", views.show_one, name="visit"),
    path("visits/<str:door_id>/record", views.record_one, name="record-visit"),
]
