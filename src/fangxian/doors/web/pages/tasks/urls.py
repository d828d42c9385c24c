"""Addresses of my tasks."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.tasks import views
from fangxian.engines.problems import Text

WORKERS = frozenset({"commander", "city-cdc", "district-cdc", "street-worker", "community-worker"})
entries = (Entry("tasks", Text("我的任务", "My tasks"), 5, keys="g t", roles=WORKERS, phone=True),)
urlpatterns = [
    path("tasks/", views.list_mine, name="tasks"),
    path("tasks/<uuid:task_id>/acknowledge", views.acknowledge_one, name="acknowledge"),
    path("tasks/<uuid:task_id>/done", views.complete_one, name="complete"),
]
