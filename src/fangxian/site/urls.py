"""Addresses: every door under its own name, the web door at the root."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from fangxian.site.discovery import list_addresses


def is_healthy(request: HttpRequest) -> HttpResponse:
    """Answer "ok" once the database answers too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("healthz", is_healthy, name="healthz"),
    *(path(prefix, include(module)) for prefix, module in list_addresses()),
]
