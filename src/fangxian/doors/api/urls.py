"""The API's addresses; the site mounts them under /api/."""

from django.urls import path

from fangxian.doors.api.application import make_api

api = make_api()
urlpatterns = [path("", api.urls)]
