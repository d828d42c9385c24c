"""Puts the API together: every file in `routes/` is a group of operations and is found by itself."""

import pkgutil
from importlib import import_module

from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from fangxian import __version__
from fangxian.doors.api import routes
from fangxian.doors.api.answers import answer_problems
from fangxian.doors.api.entrance import BearerToken, SignedInSession

DESCRIPTION = """
The same acts as on the pages, for programs. Every read is limited to the reach of who asks; what lies
outside it is *not found*, exactly like what does not exist. Errors are problems: a code, what happened,
what was expected, what to do, in both languages. Times are instants in UTC.

Sign in with a token (`fangxian api-token --as ROLE`, header `Authorization: Bearer …`) or with the session
of a signed-in browser.
"""


class ReadableJson(JSONRenderer):
    """Chinese stays Chinese: half the bytes, and a person can read the answer."""

    json_dumps_params = {"ensure_ascii": False}


def make_api() -> NinjaAPI:
    """Return the API with the operations of every file in `routes/`."""
    api = NinjaAPI(
        title="Fangxian 防线",
        version=__version__,
        description=DESCRIPTION,
        auth=[BearerToken(), SignedInSession()],
        urls_namespace="api",
        renderer=ReadableJson(),
    )
    for module in sorted(pkgutil.iter_modules(routes.__path__), key=lambda found: found.name):
        api.add_router("", import_module(f"{routes.__name__}.{module.name}").router, tags=[module.name])
    answer_problems(api)
    return api
