"""Addresses of the gap ledger."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.ledger import acting, views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset(
    {
        "commander", "city-cdc", "district-commander", "district-cdc", "street-worker", "community-worker",
        "grid-worker", "site-lead", "clinician", "inspector", "auditor",
    }
)  # fmt: skip
entries = (Entry("ledger", Text("缺口账", "Gap ledger"), "testing", 20, keys="g q", roles=SHOWN_TO),)
urlpatterns = [
    path("ledger/", views.show_latest, name="ledger"),
    path("ledger/open", acting.open_one, name="open-round"),
    path("ledger/lists/", views.show_lists, name="register-lists"),
    path("ledger/lists/<slug:list_id>", acting.switch_one, name="switch-list"),
    path("ledger/<uuid:round_id>/", views.show, name="round"),
    path("ledger/<uuid:round_id>/close", acting.close_one, name="close-round"),
    path("ledger/<uuid:round_id>/event", acting.record_one, name="record-account-event"),
    path("ledger/<uuid:round_id>/add", acting.add_one, name="add-to-register"),
]
