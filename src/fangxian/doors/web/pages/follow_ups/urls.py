"""Addresses of follow-up."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.follow_ups import flags, moving, one, views
from fangxian.engines.problems import Text

entries = (Entry("follow-ups", Text("随访", "Follow-up"), "cases", 40, keys="g f", phone=True),)
urlpatterns = [
    path("follow-ups/", views.show, name="follow-ups"),
    path("follow-ups/release", views.release_chosen, name="release-due"),
    path("follow-ups/flags/", flags.show, name="flags"),
    path("follow-ups/flags/<uuid:flag_id>/acknowledge", flags.acknowledge_one, name="acknowledge-flag"),
    path("follow-ups/flags/<uuid:flag_id>/settle", flags.settle_one, name="settle-flag"),
    path("follow-ups/homes", moving.find_homes, name="new-homes"),
    path("follow-ups/<str:key>/", one.show, name="follow-up"),
    path("follow-ups/<str:key>/check", views.check_one, name="check"),
    path("follow-ups/<str:key>/test", one.record_result, name="record-test"),
    path("follow-ups/<str:key>/link", one.give_link, name="make-link"),
    path("follow-ups/<str:key>/release", one.release_one, name="release-follow-up"),
    path("follow-ups/<str:key>/shorten", one.shorten_one, name="shorten-follow-up"),
    path("follow-ups/<str:key>/move", moving.move_one, name="move-person"),
    path("follow-ups/<str:key>/case", one.make_case, name="become-case"),
]
