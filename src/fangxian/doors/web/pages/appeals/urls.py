"""Addresses of appeals."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.appeals import views
from fangxian.engines.problems import Text

entries = (
    Entry("appeals", Text("申诉", "Appeals"), "orders", 40, roles=frozenset({"appeal-officer", "auditor"})),
)
urlpatterns = [
    path("appeals/", views.show, name="appeals"),
    path("appeals/<uuid:appeal_id>/hear", views.hear_one, name="hear-appeal"),
    path("appeals/<uuid:appeal_id>/told", views.tell_one, name="tell-appeal"),
]
