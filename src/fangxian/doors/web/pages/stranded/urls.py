"""Addresses of stranded visitors."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.stranded import acting, views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset(
    {
        "commander", "city-cdc", "district-commander", "district-cdc", "street-worker", "community-worker",
        "grid-worker", "clinician",
    }
)  # fmt: skip
entries = (Entry("stranded", Text("滞留旅客", "Stranded visitors"), "places", 40, roles=SHOWN_TO),)
urlpatterns = [
    path("stranded/", views.show, name="stranded"),
    path("stranded/register", acting.register_one, name="register-stranded"),
    path("stranded/hand-over", acting.hand_over_one, name="hand-over-stranded"),
    path("stranded/<uuid:group_id>/", views.show_one, name="stranded-group"),
    path("stranded/<uuid:group_id>/test", acting.sample_one, name="test-stranded"),
    path("stranded/<uuid:group_id>/plan", acting.plan_one, name="plan-stranded"),
    path("stranded/<uuid:group_id>/move", acting.move_one, name="move-stranded"),
    path("stranded/<uuid:group_id>/left", acting.leave_one, name="leave-stranded"),
]
