"""Addresses of areas and measures."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.areas import views
from fangxian.engines.problems import Text

entries = (Entry("areas", Text("风险地区", "Areas"), 50, keys="g a"),)
urlpatterns = [path("areas/", views.list_all, name="areas")]
