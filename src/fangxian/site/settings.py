"""Django's settings. Everything a deployment may change is an environment variable named FANGXIAN_…."""

import os
import secrets

from fangxian.site.database import read_database
from fangxian.site.discovery import PACKAGE, list_apps
from fangxian.stores.home import home, read_or_make_key

FANGXIAN_HOME = home()
SECRET_KEY = read_or_make_key(FANGXIAN_HOME, "site", lambda: secrets.token_urlsafe(50).encode()).decode()
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *os.environ.get("FANGXIAN_HOSTS", "").split()]

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "ninja",
    *list_apps(),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "fangxian.site.protection.ContentSecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fangxian.doors.web.drill_files.DrillFilesMiddleware",
]
ROOT_URLCONF = "fangxian.site.urls"
WSGI_APPLICATION = "fangxian.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A page's templates lie in the page's own folder.
        "DIRS": [PACKAGE / "doors" / "web" / "pages"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csrf",
            ]
        },
    }
]

DATABASES = {"default": read_database(os.environ.get("FANGXIAN_DATABASE_URL", ""), FANGXIAN_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
# Instants are stored in UTC; a page shows them in the outbreak's zone.
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

_HTTPS = os.environ.get("FANGXIAN_HTTPS") == "1"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

KEEPERS_OF_PEOPLE = [
    "fangxian.operations.forgetting.forget_presences",
    "fangxian.operations.rounds.forgetting.forget_accounts",
]
"""What forgets a person outside the database when they are erased (`operations.people.elsewhere`)."""
