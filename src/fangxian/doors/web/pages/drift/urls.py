"""Addresses of what goes wrong with results."""

from django.urls import path

from fangxian.doors.web.pages.drift import views

urlpatterns = [
    path("testing/quality/", views.show, name="quality"),
    path("testing/quality/cleared", views.clear, name="clear-drift"),
]
