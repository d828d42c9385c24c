"""Addresses of the exposed."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.exposed import deciding, venues, views
from fangxian.engines.problems import Text

entries = (Entry("exposed", Text("暴露人员", "Exposed"), "cases", 30, keys="g e"),)
urlpatterns = [
    path("exposed/", views.show, name="exposed"),
    path("exposed/export", views.export, name="export-exposed"),
    path("exposed/preview", deciding.preview_chosen, name="preview-exposed"),
    path("exposed/decide", deciding.decide_chosen, name="decide-exposed"),
    path("exposed/venues/", venues.list_all, name="venues"),
    path("exposed/venues/<str:place_id>/", venues.show, name="venue"),
    path("exposed/venues/<str:place_id>/publish", venues.publish, name="publish-notice"),
    path("exposed/venues/<str:place_id>/call", venues.call, name="call-operator"),
    path("exposed/venues/<str:place_id>/estimate", venues.record_estimate, name="estimate-venue"),
    path("exposed/attendances/<uuid:attendance_id>/confirm", venues.confirm, name="confirm-attendance"),
    path("exposed/attendances/<uuid:attendance_id>/reject", venues.reject, name="reject-attendance"),
]
