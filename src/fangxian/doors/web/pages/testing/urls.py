"""Addresses of the testing day."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.testing import acting, desk, laboratory, views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset(
    {
        "commander", "city-cdc", "district-commander", "district-cdc", "street-worker", "community-worker",
        "grid-worker", "site-lead", "lab-worker", "clinician", "inspector", "auditor",
    }
)  # fmt: skip
entries = (Entry("testing", Text("核酸检测", "Testing"), "testing", 10, keys="g z", roles=SHOWN_TO),)
urlpatterns = [
    path("testing/", views.show_latest, name="testing"),
    path("testing/<uuid:round_id>/", views.show, name="testing-day"),
    path("testing/<uuid:round_id>/tubes", acting.give, name="give-tubes"),
    path("testing/<uuid:round_id>/tell", acting.tell_negative, name="tell-negatives"),
    path("testing/<uuid:round_id>/told", acting.tell_one, name="tell-person"),
    path("testing/samples/<uuid:sample_id>/case", acting.confirm, name="confirm-positive"),
    path("testing/<uuid:round_id>/desk/", desk.show, name="sampling-desk"),
    path("testing/<uuid:round_id>/desk/sample", desk.sample, name="take-sample"),
    path("testing/<uuid:round_id>/send", desk.send, name="send-shipment"),
    path("testing/laboratories/", laboratory.show, name="laboratories"),
    path("testing/laboratories/register", laboratory.register, name="register-laboratory"),
    path("testing/laboratories/results", laboratory.bring, name="bring-results"),
    path("testing/laboratories/typed", laboratory.type_one, name="type-result"),
    path("testing/shipments/<uuid:shipment_id>/", laboratory.open_shipment, name="shipment"),
]
