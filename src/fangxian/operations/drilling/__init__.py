"""Runs a drill: the outbreak arrives through the services every case takes, the plan answers, offices act, the hour moves on."""

from fangxian.operations.drilling.opening import Opened, open_drill
from fangxian.operations.drilling.reporting import report_on
from fangxian.operations.drilling.running import Told, run
from fangxian.operations.drilling.stage import Stage, latest_start, set_stage

__all__ = ["Opened", "Stage", "Told", "latest_start", "open_drill", "report_on", "run", "set_stage"]
