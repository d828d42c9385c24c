"""Addresses of quarantine sites."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.quarantine import acting, views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset(
    {
        "commander", "city-cdc", "district-commander", "district-cdc", "street-worker", "community-worker",
        "grid-worker", "clinician",
    }
)  # fmt: skip
STAY = "quarantine/stays/<uuid:stay_id>/"
entries = (Entry("quarantine", Text("隔离点", "Quarantine places"), "cases", 50, roles=SHOWN_TO),)
urlpatterns = [
    path("quarantine/", views.show, name="quarantine"),
    path("quarantine/open", acting.open_one, name="open-quarantine-site"),
    path("quarantine/order", acting.order, name="order-stays"),
    path("quarantine/at/<str:site_id>/", views.show_one, name="quarantine-site"),
    path("quarantine/at/<str:site_id>/close", acting.close_one, name="close-quarantine-site"),
    path("quarantine/consents/sign", acting.sign, name="sign-consent"),
    path("quarantine/consents/<uuid:consent_id>/taken-back", acting.take_back, name="take-back-consent"),
    path(f"{STAY}picked-up", acting.pick_up, name="stay-picked-up"),
    path(f"{STAY}arrived", acting.arrive, name="stay-arrived"),
    path(f"{STAY}sample", acting.sample, name="stay-sample"),
    path(f"{STAY}result", acting.result, name="stay-result"),
    path(f"{STAY}flag", acting.flag, name="stay-flag"),
    path(f"{STAY}leave", acting.leave, name="stay-leave"),
    path(f"{STAY}release", acting.let_go, name="stay-release"),
    path(f"{STAY}restart", acting.restart, name="stay-restart"),
    path("quarantine/flags/<uuid:flag_id>/seen", acting.see, name="see-stay-flag"),
    path("quarantine/flags/<uuid:flag_id>/settle", acting.settle, name="settle-stay-flag"),
]
