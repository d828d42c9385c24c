"""Addresses of rosters."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.rosters import acting, limits, line, views
from fangxian.engines.problems import Text

entries = (Entry("rosters", Text("值班", "Rosters"), "people", 20),)
urlpatterns = [
    path("rosters/", views.show, name="rosters"),
    path("rosters/now", line.show, name="on-duty-now"),
    path("rosters/limits/", limits.show, name="roster-limits"),
    path("rosters/limits/set", limits.save, name="set-roster-limits"),
    path("rosters/propose", acting.propose, name="propose-roster"),
    path("rosters/absence", acting.report_absence, name="report-absence"),
    path("rosters/at/<uuid:roster_id>/", views.show_one, name="roster"),
    path("rosters/at/<uuid:roster_id>/answer", acting.answer, name="answer-roster"),
    path("rosters/turns/<uuid:turn_id>/swap", acting.ask_swap, name="ask-swap"),
    path("rosters/turns/<uuid:turn_id>/hand-over", acting.hand_over, name="hand-over-shift"),
    path("rosters/swaps/<uuid:swap_id>/answer", acting.answer_swap, name="answer-swap"),
]
