"""Addresses of reporting a case."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.report_case import views
from fangxian.engines.problems import Text

REPORTERS = frozenset({"commander", "city-cdc", "district-cdc", "street-worker", "community-worker"})
entries = (Entry("report-case", Text("报告病例", "Report a case"), "cases", 20, keys="n c", roles=REPORTERS),)
urlpatterns = [
    path("report/", views.ask, name="report-case"),
    path("report/stays", views.add_stays, name="report-stays"),
    path("report/contact", views.add_contact, name="report-contact"),
    path("report/places", views.find, name="report-places"),
]
