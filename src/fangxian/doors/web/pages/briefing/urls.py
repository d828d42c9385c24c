"""The address of the morning briefing."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.briefing import views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset(
    {
        "commander", "city-cdc", "district-commander", "district-cdc", "street-worker", "community-worker",
        "inspector", "auditor",
    }
)  # fmt: skip
entries = (Entry("briefing", Text("晨报", "Morning briefing"), "situation", 20, keys="g w", roles=SHOWN_TO),)
urlpatterns = [path("briefing/", views.show, name="briefing")]
