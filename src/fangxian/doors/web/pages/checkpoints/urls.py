"""Addresses of checkpoints."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.checkpoints import acting, views
from fangxian.engines.problems import Text

_LABEL = Text("卡口", "Checkpoints")
COMMAND = frozenset(
    {"commander", "district-commander", "street-worker", "community-worker", "police-officer"}
)
entries = (
    Entry("checkpoints", _LABEL, "mine", 50, roles=frozenset({"checkpoint-worker"}), phone=True),
    Entry("checkpoints", _LABEL, "places", 20, roles=COMMAND),
)
urlpatterns = [
    path("checkpoints/", views.show, name="checkpoints"),
    path("checkpoints/open", acting.open_one, name="open-checkpoint"),
    path("checkpoints/handed/<uuid:handed_id>/acknowledge", acting.acknowledge, name="acknowledge-handed"),
    path("checkpoints/at/<str:checkpoint_id>/", views.show_one, name="checkpoint"),
    path("checkpoints/at/<str:checkpoint_id>/passage", acting.record, name="record-passage"),
    path("checkpoints/at/<str:checkpoint_id>/queue", acting.report_queue, name="checkpoint-queue"),
    path("checkpoints/at/<str:checkpoint_id>/close", acting.close, name="close-checkpoint"),
]
