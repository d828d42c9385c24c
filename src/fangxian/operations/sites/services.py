"""The verbs of sampling sites."""

from fangxian.operations.sites.alarms import answer_alarm, raise_alarms
from fangxian.operations.sites.crews import go_off_duty, go_on_duty
from fangxian.operations.sites.opening import close_site, open_sites, sites_of
from fangxian.operations.sites.queues import report_queue

__all__ = [
    "answer_alarm",
    "close_site",
    "go_off_duty",
    "go_on_duty",
    "open_sites",
    "raise_alarms",
    "report_queue",
    "sites_of",
]
