"""The API's addresses; the site mounts them under /api/."""

from django.urls import path

from fangxian.doors.api.application import make_api

OFTEN = "registrations"
"""Asked for hundreds of times a second: it stands before all others, which are tried one by one."""

api = make_api()
_operations = api.urls[0]
urlpatterns = [
    *(one for one in _operations if str(one.pattern) == OFTEN),
    path("", api.urls),
]
