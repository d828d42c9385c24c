"""Addresses of sampling sites that are run."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.sites import acting, views
from fangxian.engines.problems import Text

entries = (
    Entry("sites", Text("采样点", "Sampling sites"), "mine", 40, roles=frozenset({"site-lead"}), phone=True),
)
urlpatterns = [
    path("testing/sites/", views.show, name="sites"),
    path("testing/sites/open", acting.open_one, name="open-site"),
    path("testing/sites/at/<str:site_id>/", views.show_one, name="site"),
    path("testing/sites/at/<str:site_id>/close", acting.close, name="close-site"),
    path("testing/sites/at/<str:site_id>/say", acting.say_anew, name="say-site"),
    path("testing/sites/at/<str:site_id>/queue", acting.report_queue, name="report-queue"),
    path("testing/sites/at/<str:site_id>/duty", acting.go_on_duty, name="go-on-duty"),
    path("testing/sites/at/<str:site_id>/off", acting.go_off_duty, name="go-off-duty"),
    path("testing/sites/alarms/<uuid:alarm_id>/answer", acting.answer, name="answer-site-alarm"),
]
