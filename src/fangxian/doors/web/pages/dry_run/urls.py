"""Addresses of the dry run."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.dry_run import views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset({"commander", "city-cdc", "auditor"})
entries = (Entry("dry-run", Text("预案试运行", "Dry run"), "plan", 20, keys="g y", roles=SHOWN_TO),)
urlpatterns = [
    path("dry-run/", views.show, name="dry-run"),
    path("dry-run/answer", views.answer, name="dry-run-answer"),
]
