"""Django's entry for the web door."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """No models: pages get rows from `operations`' queries."""

    name = "fangxian.doors.web"
    label = "web"
