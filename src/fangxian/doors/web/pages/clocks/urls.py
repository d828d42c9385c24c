"""Addresses of the countdowns."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.clocks import views
from fangxian.engines.problems import Text

entries = (Entry("clocks", Text("倒计时", "Countdowns"), "situation", 40, keys="g k"),)
urlpatterns = [
    path("clocks/", views.list_all, name="clocks"),
    path("clocks/seen", views.see_all, name="nudges-seen"),
    path("clocks/ring", views.ring_now, name="ring-clocks"),
]
