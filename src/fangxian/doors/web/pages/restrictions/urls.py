"""Addresses of restrictions."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.restrictions import asking, blocked, views
from fangxian.engines.problems import Text

entries = (
    Entry("restrictions", Text("限制措施", "Restrictions"), "orders", 30, keys="g x"),
    Entry("blocked-lists", Text("被拦名单", "Blocked lists"), "records", 50, roles=frozenset({"auditor"})),
)
urlpatterns = [
    path("restrictions/", views.list_all, name="restrictions"),
    path("restrictions/offers/", asking.show, name="offers"),
    path("restrictions/offers/ask", asking.ask, name="ask-first"),
    path("restrictions/offers/answer", asking.answer, name="answer-offers"),
    path("restrictions/blocked/", blocked.show, name="blocked-lists"),
    path("restrictions/blocked/<uuid:blocked_id>/settle", blocked.settle, name="settle-blocked"),
    path("restrictions/<str:key>/", views.show_one, name="restriction"),
    path("restrictions/<str:key>/slip/", views.show_slip, name="slip"),
    path("restrictions/<str:key>/serve", views.serve_one, name="serve"),
    path("restrictions/<str:key>/review", views.review_one, name="review"),
    path("restrictions/<str:key>/appeal", views.appeal_one, name="appeal"),
    path("restrictions/<str:key>/release", views.release_one, name="release"),
]
