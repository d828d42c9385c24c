"""What the server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.site.settings")
others = get_wsgi_application()
# Only now: it asks for models, and these for the settings.
from fangxian.doors.api.often import Often  # noqa: E402

application = Often(others)
# Import every page now, so that the first to sign in does not wait for it.
get_resolver().url_patterns  # noqa: B018
# What is loaded stays: looking through all of it for garbage, again and again, would keep every request waiting.
gc.collect()
gc.freeze()
