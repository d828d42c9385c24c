"""Addresses of oversight."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.oversight import findings, inspections, sanctions, views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset(
    {
        "commander", "city-cdc", "district-commander", "district-cdc", "street-worker", "community-worker",
        "grid-worker", "inspector", "discipline-head", "appeal-officer", "publicity-officer", "auditor",
    }
)  # fmt: skip
entries = (Entry("oversight", Text("督查", "Oversight"), "records", 10, keys="g v", roles=SHOWN_TO),)
urlpatterns = [
    path("oversight/", views.show, name="oversight"),
    path("oversight/late/", views.list_late, name="late-dispatches"),
    path("oversight/fairness/<uuid:dispatch_id>/", views.show_fairness, name="fairness"),
    path("oversight/evaluation/", views.show_evaluation, name="evaluation"),
    path("oversight/evaluation/run", views.run_evaluation, name="run-evaluation"),
    path("oversight/inspections/", inspections.list_all, name="inspections"),
    path("oversight/inspections/draw", inspections.draw, name="draw-inspection"),
    path("oversight/inspections/<uuid:inspection_id>/", inspections.show, name="inspection"),
    path(
        "oversight/inspections/<uuid:inspection_id>/withdraw",
        inspections.withdraw,
        name="withdraw-inspection",
    ),
    path("oversight/visits/<uuid:visit_id>/", inspections.show_visit, name="visit-place"),
    path("oversight/visits/<uuid:visit_id>/record", inspections.record_answers, name="record-inspection"),
    path("oversight/findings/new", findings.new, name="new-finding"),
    path("oversight/findings/<uuid:finding_id>/", findings.show, name="finding"),
    path("oversight/findings/<uuid:finding_id>/rectify", findings.put_right, name="rectify"),
    path("oversight/findings/<uuid:finding_id>/recheck", findings.look_again, name="recheck"),
    path("oversight/sanctions/", sanctions.list_all, name="sanctions"),
    path("oversight/sanctions/open", sanctions.open_one, name="open-sanction"),
    path("oversight/sanctions/publish", sanctions.publish, name="publish-sanctions"),
    path("oversight/sanctions/<uuid:sanction_id>/", sanctions.show, name="sanction"),
    path("oversight/sanctions/<uuid:sanction_id>/<slug:act>", sanctions.act_on, name="act-on-sanction"),
    path("oversight/announcements/<uuid:announcement_id>/", sanctions.show_announcement, name="announcement"),
]
