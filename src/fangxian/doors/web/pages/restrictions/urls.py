"""Addresses of restrictions."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.restrictions import views
from fangxian.engines.problems import Text

entries = (Entry("restrictions", Text("限制措施", "Restrictions"), 60, keys="g x"),)
urlpatterns = [
    path("restrictions/", views.list_all, name="restrictions"),
    path("restrictions/<str:key>/slip/", views.show_slip, name="slip"),
    path("restrictions/<str:key>/serve", views.serve_one, name="serve"),
    path("restrictions/<str:key>/appeal", views.appeal_one, name="appeal"),
    path("restrictions/<str:key>/release", views.release_one, name="release"),
]
