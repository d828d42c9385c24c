"""Addresses of the line list and of one case."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.cases import views
from fangxian.engines.problems import Text

entries = (Entry("cases", Text("病例", "Cases"), "cases", 10, keys="g c", phone=True),)
urlpatterns = [
    path("cases/", views.list_all, name="cases"),
    path("cases/<str:case_id>/", views.show, name="case"),
    path("cases/<str:case_id>/discard", views.discard, name="discard-case"),
    path("cases/<str:case_id>/merge", views.merge, name="merge-case"),
    path("cases/<str:case_id>/correct", views.correct, name="correct-case"),
    path("cases/<str:case_id>/stays/<str:stay_key>/resolve", views.resolve, name="resolve-stay"),
]
