"""Addresses of signals."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.signals import views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset(
    {
        "commander", "city-cdc", "district-commander", "district-cdc", "street-worker", "community-worker",
        "site-lead", "lab-worker", "supplies-officer", "clinician", "auditor",
    }
)  # fmt: skip
entries = (Entry("signals", Text("信号", "Signals"), "situation", 50, keys="g s", roles=SHOWN_TO),)
urlpatterns = [
    path("signals/", views.list_all, name="signals"),
    path("signals/<slug:kind>", views.record_one, name="record-signal"),
]
