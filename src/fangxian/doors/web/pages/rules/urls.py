"""Addresses of the comparison of rules."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.rules import views
from fangxian.engines.problems import Text

entries = (Entry("rules", Text("规则对比", "Rules compared"), "plan", 10, keys="g u"),)
urlpatterns = [
    path("rules/", views.show, name="rules"),
    path("rules/rows", views.show_rows, name="rules-rows"),
    path("rules/brief", views.show_brief, name="rules-brief"),
    path("rules/simulated", views.show_simulated, name="rules-simulated"),
]
