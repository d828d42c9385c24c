"""A small checklist for the examples of this package: a hotel weekly, anything else every two weeks."""

from fangxian.engines.problems import Text
from fangxian.engines.visiting.checklists import ANY_KIND, Checklist, VenueKind, VenueQuestion

_MASKS = VenueQuestion("masks", Text("佩戴口罩", "Masks are worn"), "minor", "M")
_CODE = VenueQuestion("code", Text("查验健康码", "The health code is checked"), "serious", "M")

EXAMPLE = Checklist(
    id="example",
    title=Text("示例清单", "An example"),
    kinds={
        "hotel": VenueKind("hotel", Text("酒店", "Hotel"), 7.0, 15.0, (_MASKS, _CODE)),
        ANY_KIND: VenueKind(ANY_KIND, Text("其他场所", "Other"), 14.0, 10.0, (_MASKS,)),
    },
    weights={"interval": 1.0, "findings": 2.0, "exposures": 3.0, "risk": 1.0},
    shorter={"low": 1.0, "medium": 0.5, "high": 0.25},
    rectify_hours={"minor": 72.0, "serious": 24.0, "grave": 4.0},
    near_m=300.0,
    closed_days=7.0,
    leave_test_hours=48.0,
    acknowledge_hours=6.0,
    keep_days=14.0,
    figures={},
    source_titles={},
)
