"""A rule small enough for examples: rice by rule, infant formula by request."""

from fangxian.engines.problems import Text
from fangxian.engines.supplies.rules import Driving, Item, SupplyRule

EXAMPLE = SupplyRule(
    id="example",
    title=Text("示例", "An example"),
    items={
        "rice": Item("rice", Text("大米", "rice"), "g", 1.0, {"children": 200, "adults": 300, "elders": 250}),
        "formula": Item("formula", Text("奶粉", "infant formula"), "tin", 900.0, least_days=30),
    },
    days=3,
    lead_hours=24.0,
    driving=Driving(),
)
"""Invented figures."""
