"""Addresses of the journal."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.journal import views
from fangxian.engines.problems import Text

entries = (
    Entry(
        "journal",
        Text("流水", "Journal"),
        "records",
        30,
        keys="g j",
        roles=frozenset({"auditor"}),
        phone=True,
    ),
)
urlpatterns = [
    path("journal/", views.show, name="journal"),
    path("journal/anchor", views.make_anchor, name="anchor-journal"),
    path("journal/verify", views.check, name="verify-journal"),
]
