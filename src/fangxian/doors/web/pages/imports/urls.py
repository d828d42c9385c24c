"""Addresses of the imports page."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.imports import views
from fangxian.engines.problems import Text

IMPORTERS = frozenset({"commander", "city-cdc", "district-cdc", "auditor"})
entries = (Entry("imports", Text("导入", "Import"), "records", 20, keys="g i", roles=IMPORTERS),)
urlpatterns = [
    path("imports/", views.show, name="imports"),
    path("imports/<uuid:batch_id>/", views.show_rejected, name="batch"),
]
