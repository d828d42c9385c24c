"""Simulated truth: a town's days, and an outbreak in it of which everything is known. Nobody in it is real."""

from fangxian.engines.truth.crowd import Crowd
from fangxian.engines.truth.lists import observe
from fangxian.engines.truth.outbreak import Outbreak, break_out
from fangxian.engines.truth.parameters import Detection, Pathogen
from fangxian.engines.truth.town import Town, make_town

__all__ = ["Crowd", "Detection", "Outbreak", "Pathogen", "Town", "break_out", "make_town", "observe"]
