"""Addresses of trying sampling sites."""

from django.urls import path

from fangxian.doors.web.pages.siting import views

urlpatterns = [
    path("testing/sites/what-if/", views.show, name="what-if-sites"),
    path("testing/sites/what-if/open", views.open_these, name="open-tried-sites"),
]
