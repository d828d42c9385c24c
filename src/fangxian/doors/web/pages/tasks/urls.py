"""Addresses of my tasks."""

from django.urls import path

from fangxian.doors.web.discovery import Entry
from fangxian.doors.web.pages.tasks import dividing, views
from fangxian.engines.problems import Text

WORKERS = frozenset({"commander", "city-cdc", "district-cdc", "street-worker", "community-worker"})
entries = (Entry("tasks", Text("我的任务", "My tasks"), "mine", 10, keys="g t", roles=WORKERS, phone=True),)
urlpatterns = [
    path("tasks/", views.list_mine, name="tasks"),
    path("tasks/<uuid:task_id>/acknowledge", views.acknowledge_one, name="acknowledge"),
    path("tasks/<uuid:task_id>/done", views.complete_one, name="complete"),
    path("tasks/<uuid:task_id>/not-feasible", dividing.answer_one, name="task-not-feasible"),
    path("tasks/<uuid:task_id>/split", dividing.split_one, name="task-split"),
    path("tasks/<uuid:task_id>/assign", dividing.assign_one, name="task-assign"),
    path("tasks/<uuid:task_id>/detail", dividing.add_detail_to, name="task-detail"),
]
