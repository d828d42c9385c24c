"""Addresses of the outbreak page."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.outbreak import views
from fangxian.engines.problems import Text

entries = (Entry("outbreak", Text("疫情", "Outbreak"), "situation", 60, keys="g b"),)
urlpatterns = [
    path("outbreak/", views.show, name="outbreak"),
    path("outbreak/end", views.end, name="end-outbreak"),
]
