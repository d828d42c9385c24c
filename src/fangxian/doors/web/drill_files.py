"""A file saved from a drill says so in its name: on somebody's desk no page stands around it that would."""

from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from fangxian.operations.drills.queries import is_drill_world

SAVED_AS, NAMED = "Content-Disposition", 'filename="'
MARK = "DRILL-演练-"


class DrillFilesMiddleware:
    """Puts the mark before the name under which an answer of a drill's world is saved."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if NAMED in response.headers.get(SAVED_AS, "") and is_drill_world():
            before, _, name = response.headers[SAVED_AS].partition(NAMED)
            # A header is plain ASCII; what browsers read first may hold any sign.
            plain, full = name.rstrip('"'), MARK + name.rstrip('"')
            response.headers[SAVED_AS] = f"{before}{NAMED}DRILL-{plain}\"; filename*=UTF-8''{quote(full)}"
        return response
