"""Addresses of orders."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.orders import views
from fangxian.engines.problems import Text

entries = (Entry("orders", Text("指令", "Orders"), 40, keys="g o", phone=True),)
urlpatterns = [
    path("orders/", views.list_all, name="orders"),
    path("orders/<uuid:order_id>/", views.show, name="order"),
    path("orders/<uuid:order_id>/branch/<uuid:dispatch_id>/", views.show_branch, name="branch"),
    path("orders/dispatches/<uuid:dispatch_id>/events/", views.show_events, name="events"),
    path("orders/<uuid:order_id>/revoke", views.revoke_one, name="revoke-order"),
    path("orders/tasks/<uuid:task_id>/verify", views.verify_one, name="verify-task"),
]
