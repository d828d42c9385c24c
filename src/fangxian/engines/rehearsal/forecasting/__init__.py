"""Forecasts: what comes next in the futures most like what is known, scored beside "next week like last week"."""

from fangxian.engines.rehearsal.forecasting.again import AGAIN, tell_again
from fangxian.engines.rehearsal.forecasting.around import AROUND, around
from fangxian.engines.rehearsal.forecasting.bank import CASES_MOST, INFECTIONS_MOST, Told, tell_futures
from fangxian.engines.rehearsal.forecasting.baseline import like_last_week
from fangxian.engines.rehearsal.forecasting.counting import Known, known_of
from fangxian.engines.rehearsal.forecasting.forecast import FORECAST, Forecast, forecast
from fangxian.engines.rehearsal.forecasting.leaving_out import without
from fangxian.engines.rehearsal.forecasting.likeness import most_alike
from fangxian.engines.rehearsal.forecasting.scoring import (
    ALPHAS,
    QUANTILES,
    interval_score,
    weighted_interval_score,
)
from fangxian.engines.rehearsal.forecasting.telling import CONFIRMED, REPORTED, SILENT

__all__ = [
    "AGAIN", "ALPHAS", "AROUND", "CASES_MOST", "CONFIRMED", "FORECAST", "INFECTIONS_MOST", "QUANTILES", "REPORTED", "SILENT", "Forecast", "Known",
    "Told", "around", "forecast", "interval_score", "known_of", "like_last_week", "most_alike", "tell_again", "tell_futures",
    "weighted_interval_score", "without",
]  # fmt: skip
