"""Address of the search."""

from django.urls import path

from fangxian.doors.web.pages.search import views

urlpatterns = [path("search/", views.find, name="search")]
