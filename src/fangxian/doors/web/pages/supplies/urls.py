"""Addresses of supplies. The public list of donations is for everybody."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.supplies import delivering, giving, public, stocking, views
from fangxian.engines.problems import Text

SHOWN_TO = frozenset(
    {
        "commander", "district-commander", "supplies-officer", "street-worker", "community-worker", "grid-worker",
        "publicity-officer", "inspector", "auditor",
    }
)  # fmt: skip
DRIVERS = frozenset({"grid-worker", "supplies-officer"})
entries = (
    Entry("supplies", Text("粮草", "Supplies"), "goods", 10, roles=SHOWN_TO),
    Entry("delivery-rounds", Text("配送", "Rounds"), "mine", 30, roles=DRIVERS, phone=True),
)
urlpatterns = [
    path("supplies/", views.show, name="supplies"),
    path("supplies/unserved/", views.show_unserved, name="unserved-households"),
    path("supplies/count", views.count, name="count-households"),
    path("supplies/ask", views.ask, name="ask-for-supplies"),
    path("supplies/plan/", delivering.propose, name="plan-deliveries"),
    path("supplies/plan/accept", delivering.accept, name="accept-deliveries"),
    path("supplies/rounds/", delivering.list_all, name="delivery-rounds"),
    path("supplies/rounds/<uuid:delivery_id>/", delivering.show, name="delivery-round"),
    path("supplies/rounds/<uuid:delivery_id>/<uuid:drop_id>", delivering.hand, name="hand-over-supplies"),
    path("supplies/stock/", stocking.show, name="supply-stock"),
    path("supplies/stock/depot", stocking.say_depot, name="register-depot"),
    path("supplies/stock/lot", stocking.take_in_one, name="take-in-lot"),
    path("supplies/stock/expired", stocking.take_out, name="take-out-expired"),
    path("supplies/stock/<uuid:lot_id>/came", stocking.say_came, name="lot-came"),
    path("supplies/stock/<uuid:lot_id>/off", stocking.write_one_off, name="write-off-lot"),
    path("supplies/donations/", giving.show, name="donations"),
    path("supplies/donations/offer", giving.offer, name="offer-donation"),
    path("supplies/donations/buy", giving.buy, name="spend-donated"),
    path("supplies/donations/<uuid:donation_id>/<slug:step>", giving.go_on, name="donation-step"),
    path("donated/<str:outbreak_id>/", public.show, name="public-donations"),
]
