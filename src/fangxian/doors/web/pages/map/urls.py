"""Addresses of the command page."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.map import views
from fangxian.engines.problems import Text

entries = (Entry("map", Text("作战图", "Map"), "situation", 10, keys="g m", phone=True),)
urlpatterns = [
    path("map/", views.show, name="map"),
    path("map/panel", views.show_panel, name="map-panel"),
    path("map/layers.json", views.send_layers, name="map-layers"),
    path("map/course.json", views.send_course, name="map-course"),
    path("map/curve.json", views.send_curve, name="map-curve"),
    path("map/places/<str:place_id>/", views.show_place, name="map-place"),
]
