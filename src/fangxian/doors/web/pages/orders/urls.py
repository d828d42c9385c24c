"""Addresses of orders."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.orders import acting, giving, views
from fangxian.engines.problems import Text

entries = (Entry("orders", Text("指令", "Orders"), "orders", 20, keys="g o", phone=True),)
urlpatterns = [
    path("orders/", views.list_all, name="orders"),
    path("orders/new/", giving.ask, name="give-order"),
    path("orders/new/preview", giving.show_preview, name="preview-order"),
    path("orders/new/give", giving.give_one, name="give-order-now"),
    path("orders/<uuid:order_id>/", views.show, name="order"),
    path("orders/<uuid:order_id>/branch/<uuid:dispatch_id>/", views.show_branch, name="branch"),
    path("orders/<uuid:order_id>/revoke", acting.revoke_one, name="revoke-order"),
    path("orders/<uuid:order_id>/postpone", acting.postpone_one, name="postpone-order"),
    path("orders/<uuid:order_id>/supersede", acting.supersede_one, name="supersede-order"),
    path("orders/dispatches/<uuid:dispatch_id>/events/", views.show_events, name="events"),
    path("orders/dispatches/<uuid:dispatch_id>/<slug:act>", acting.decide_one, name="decide-dispatch"),
    path("orders/tasks/<uuid:task_id>/verify", acting.verify_one, name="verify-task"),
    path("orders/tasks/<uuid:task_id>/send-back", acting.send_back_one, name="send-back-task"),
]
