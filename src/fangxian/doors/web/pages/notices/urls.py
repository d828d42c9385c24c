"""Addresses of notices. Those without `desk` are for everybody."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.notices import drafting, outlets, public, views
from fangxian.engines.problems import Text

WRITERS = frozenset(
    {
        "commander",
        "city-cdc",
        "district-commander",
        "publicity-officer",
        "community-worker",
        "grid-worker",
        "auditor",
    }
)
entries = (Entry("notice-desk", Text("通告", "Notices"), "orders", 50, keys="g n", roles=WRITERS),)
urlpatterns = [
    path("notices/", public.list_all, name="notices"),
    path("notices/feed.xml", public.feed, name="notices-feed"),
    path("notices/desk/", views.list_desk, name="notice-desk"),
    path("notices/desk/new", drafting.new, name="new-notice"),
    path("notices/desk/played/<uuid:delivery_id>", outlets.played, name="played"),
    path("notices/desk/outlets", outlets.show, name="outlets"),
    path("notices/desk/outlets/<uuid:outlet_id>/close", outlets.close, name="close-outlet"),
    path("notices/desk/<uuid:notice_id>/", views.show, name="notice-at-desk"),
    path("notices/desk/editions/<uuid:edition_id>/revise", drafting.revise_one, name="revise-notice"),
    path("notices/desk/editions/<uuid:edition_id>/approve", views.approve_one, name="approve-notice"),
    path("notices/desk/editions/<uuid:edition_id>/publish", views.publish_one, name="publish-edition"),
    path("notices/desk/editions/<uuid:edition_id>/withdraw", views.withdraw_one, name="withdraw-notice"),
    path("notices/<str:outbreak_id>/<int:number>/", public.show, name="notice"),
    path("notices/<str:outbreak_id>/<int:number>/speech.txt", public.speech, name="notice-speech"),
]
