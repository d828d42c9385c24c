"""Addresses of the response: proposals and signatures."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.response import views
from fangxian.engines.problems import Text

DECIDERS = frozenset({"commander", "city-cdc", "district-cdc"})
entries = (Entry("response", Text("处置", "Response"), "orders", 10, keys="g r", roles=DECIDERS, phone=True),)
urlpatterns = [
    path("response/", views.show, name="response"),
    path("response/run", views.run, name="respond-now"),
    path("response/group", views.show_group, name="proposal-group"),
    path("response/sign", views.sign_chosen, name="sign"),
    path("response/reject", views.reject_chosen, name="reject"),
    path("response/<uuid:proposal_id>/", views.show_one, name="proposal"),
]
