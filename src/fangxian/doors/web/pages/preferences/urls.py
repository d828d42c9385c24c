"""Addresses of the choices."""

from django.urls import path

from fangxian.doors.web.pages.preferences import views

urlpatterns = [
    path("choose/language", views.choose_language, name="choose-language"),
    path("choose/outbreak", views.choose_outbreak, name="choose-outbreak"),
    path("choose/hour", views.choose_hour, name="choose-hour"),
]
