"""The web door's addresses: those of the pages."""

from fangxian.doors.web.discovery import list_urlpatterns

urlpatterns = list_urlpatterns()
