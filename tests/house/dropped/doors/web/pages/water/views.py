"""One sentence about water."""

from django.http import HttpRequest, HttpResponse


def show(_request: HttpRequest) -> HttpResponse:
    """Say it."""
    return HttpResponse("boil it")
