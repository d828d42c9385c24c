"""Addresses of areas and measures."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.areas import acting, drawing, views
from fangxian.engines.problems import Text

entries = (Entry("areas", Text("风险地区", "Areas"), "places", 10, keys="g a"),)
urlpatterns = [
    path("areas/", views.list_all, name="areas"),
    path("areas/outlines.json", views.send_outlines, name="area-outlines"),
    path("areas/draw", drawing.ask, name="draw-area"),
    path("areas/preview", drawing.preview, name="preview-area"),
    path("areas/propose", drawing.propose, name="propose-area"),
    path("areas/zones", acting.propose_around, name="propose-zones"),
    path("areas/<str:key>/", views.show_one, name="area"),
    path("areas/<str:key>/level", acting.change, name="change-area"),
    path("areas/<str:key>/round", acting.record, name="record-round"),
    path("areas/<str:key>/end", acting.end, name="end-area"),
]
