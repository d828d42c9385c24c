"""Addresses of lookups."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.lookups import views
from fangxian.engines.problems import Text

entries = (Entry("lookups", Text("查阅记录", "Lookups"), "records", 40, roles=frozenset({"auditor"})),)
urlpatterns = [
    path("lookups/", views.list_all, name="lookups"),
    path("lookups/look", views.look_at, name="look"),
]
