"""The address without a path."""

from django.urls import path

from fangxian.doors.web.pages.start import views

urlpatterns = [path("", views.go, name="start")]
