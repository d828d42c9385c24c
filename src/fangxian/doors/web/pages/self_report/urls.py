"""Addresses a resident opens."""

from django.urls import path

from fangxian.doors.web.pages.self_report import attendance, travel, views, volunteer

urlpatterns = [
    path("r/<str:token>/", views.show, name="self-report"),
    path("r/<str:token>/appeal", views.appeal, name="own-appeal"),
    path("r/<str:token>/taken-back", views.take_back, name="take-back-own"),
    path("travel/<str:outbreak_id>/", travel.show, name="report-travel"),
    path("volunteer/<str:outbreak_id>/", volunteer.show, name="volunteer"),
    path("there/<str:outbreak_id>/<str:place_id>/", attendance.show, name="was-there"),
]
