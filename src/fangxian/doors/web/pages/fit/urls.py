"""Addresses of fits."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.fit import views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset({"commander", "city-cdc", "district-commander", "district-cdc", "auditor"})
entries = (Entry("fit", Text("拟合", "Fit"), "plan", 28, roles=SHOWN_TO),)
urlpatterns = [
    path("fit/", views.show, name="fit"),
    path("fit/new", views.ask_for_one, name="ask-fit"),
    path("fit/<uuid:fit_id>/", views.show_one, name="one-fit"),
    path("fit/<uuid:fit_id>/on", views.compute_further, name="run-fit"),
]
