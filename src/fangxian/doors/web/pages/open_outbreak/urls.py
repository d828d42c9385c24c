"""Addresses of opening an outbreak; the outbreak page and every empty page lead here."""

from django.urls import path

from fangxian.doors.web.pages.open_outbreak import views

urlpatterns = [
    path("outbreak/open", views.ask, name="open-outbreak"),
    path("outbreak/open/places", views.find, name="open-outbreak-places"),
]
