"""Addresses of letters. `neighbour/` is for an authority outside, which enters the code of its letter."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.letters import outside, views
from fangxian.engines.problems import Text

READERS = frozenset(
    {
        "commander",
        "city-cdc",
        "district-commander",
        "district-cdc",
        "street-worker",
        "community-worker",
        "auditor",
    }
)
entries = (Entry("letters", Text("协查", "Neighbours"), "cases", 70, keys="g l", roles=READERS),)
urlpatterns = [
    path("letters/", views.list_all, name="letters"),
    path("letters/new", views.send_one, name="send-letter"),
    path("letters/<uuid:letter_id>/", views.show, name="letter"),
    path("letters/<uuid:letter_id>/acknowledge", views.acknowledge_one, name="acknowledge-letter"),
    path("letters/<uuid:letter_id>/answer", views.answer_one, name="answer-letter"),
    path("letters/<uuid:letter_id>/withdraw", views.withdraw_one, name="withdraw-letter"),
    path("neighbour/", outside.enter, name="neighbour"),
]
