"""Does every measure say what it takes and what it is expected to do, before somebody signs it?"""

from collections.abc import Iterator

from fangxian.engines.problems import Text
from fangxian.stores.packs.lint.finding import Finding
from fangxian.stores.packs.reading import OpenMeasure


def burden_findings(measure: OpenMeasure) -> Iterator[Finding]:
    """Yield what is missing or contradicts itself in a measure's costs and effect."""
    shape, document = measure.shape, measure.document
    if not shape.costs:
        yield Finding.at(
            document.spot(("costs",)),
            "missing-costs",
            Text(f"{shape.id} 没有以数字写明代价。", f"{shape.id} does not state its costs as numbers."),
            Text(
                "请在 costs 下写明, 例如 staff_hours。",
                "State them under `costs`, for example `staff_hours`, each for a `per`.",
            ),
        )
    effect = shape.effect
    if effect is None or bool(effect.reduces) == bool(effect.not_modelled):
        yield Finding.at(
            document.spot(("effect",)),
            "missing-effect",
            Text(
                f"{shape.id} 没有写明预期效果, 也没有写明不作建模。",
                f"{shape.id} states neither an effect nor that none is modelled, or it states both.",
            ),
            Text(
                "请写 effect.reduces, 或写 effect.not_modelled 并说明理由。",
                "Write effect.reduces, or effect.not_modelled with the reason.",
            ),
        )
        return
    for route, one in effect.reduces.items():
        if one.low > one.high:
            yield Finding.at(
                document.spot(("effect", "reduces", route)),
                "range-upside-down",
                Text(f"{route} 的下限高于上限。", f"The range of {route} begins above its end."),
                Text("请对调 low 与 high。", "Exchange low and high."),
            )
