"""Addresses of teams."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.teams import acting, people, views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset(
    {
        "commander", "city-cdc", "district-commander", "district-cdc", "street-worker", "community-worker", "grid-worker",
        "checkpoint-worker", "site-lead", "clinician", "police-officer", "supplies-officer", "auditor",
    }
)  # fmt: skip
entries = (Entry("teams", Text("队伍", "Teams"), "people", 10, roles=SHOWN_TO),)
urlpatterns = [
    path("teams/", views.show, name="teams"),
    path("teams/people/", people.show, name="team-people"),
    path("teams/people/join", people.join, name="join-team"),
    path("teams/people/call", people.call, name="call-volunteers"),
    path("teams/people/roster", people.load_roster, name="load-roster"),
    path("teams/people/recall", people.recall, name="recall-members"),
    path("teams/people/<uuid:member_id>/check", people.check, name="check-volunteer"),
    path("teams/recalls/<uuid:recall_id>/answer", people.answer, name="answer-recall"),
    path("teams/posts/make", acting.make, name="make-posts"),
    path("teams/posts/<uuid:post_id>/", views.show_post, name="team-post"),
    path("teams/posts/<uuid:post_id>/send", acting.send, name="send-member"),
    path("teams/assignments/<uuid:assignment_id>/end", acting.call_off, name="call-off"),
    path("teams/propose", acting.propose, name="propose-assignment"),
    path("teams/runs/<uuid:team_run_id>/", views.show_run, name="team-run"),
    path("teams/runs/<uuid:team_run_id>/answer", acting.answer_run, name="answer-team-run"),
    path("teams/units", acting.set_up, name="set-up-unit"),
    path("teams/units/<uuid:team_unit_id>/end", acting.dissolve, name="dissolve-unit"),
    path("teams/leaders", acting.link, name="link-leader"),
]
