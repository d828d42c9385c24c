"""What the server calls."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.site.settings")
application = get_wsgi_application()
# Import every page now, so that the first to sign in does not wait for it.
get_resolver().url_patterns  # noqa: B018
