"""Is every measure answerable: a legal ground that exists, within its limit, known words, restraint kept?"""

from collections.abc import Collection, Iterator

from fangxian.engines.plans import DEPARTMENTS, LEVEL_RANKS, ROLES, LegalBasis
from fangxian.engines.problems import Text
from fangxian.stores.packs.lint.burdens import burden_findings
from fangxian.stores.packs.lint.doors import door_findings
from fangxian.stores.packs.lint.finding import Finding
from fangxian.stores.packs.reading import OpenMeasure, OpenPlan
from fangxian.stores.packs.shapes import MeasureShape


def measure_findings(plan: OpenPlan) -> Iterator[Finding]:
    """Yield what is wrong with the measures a plan uses."""
    for measure in plan.measures.values():
        yield from _legal(plan, measure)
        yield from _restraint(measure)
        yield from _words(measure)
        yield from burden_findings(measure)
        yield from door_findings(measure)
    yield from _scopes(plan)


def _legal(plan: OpenPlan, measure: OpenMeasure) -> Iterator[Finding]:
    key = measure.shape.legal_basis
    basis = plan.legal.bases.get(key)
    spot = measure.document.spot(("legal_basis",))
    if basis is None:
        listed = ", ".join(sorted(plan.legal.bases))
        yield Finding.at(
            spot,
            "unknown-legal-basis",
            Text(
                f"法律依据包 {plan.legal.id} 没有 {key}。",
                f"The legal pack {plan.legal.id} has no ground {key}.",
            ),
            Text(f"请用其一: {listed}。", f"Use one of: {listed}."),
        )
    elif _too_long(measure, basis):
        yield Finding.at(
            measure.document.spot(("duration", "to_days")),
            "longer-than-the-law",
            Text(
                f"{measure.shape.id} 的期限超过依据 {key} 的上限 {basis.max_days:g} 天。",
                f"{measure.shape.id} lasts longer than the {basis.max_days:g} days of its ground {key}.",
            ),
            Text(
                "请缩短期限；需要更长时凭新证据续期。", "Shorten it; renew on new evidence if more is needed."
            ),
        )


def _too_long(measure: OpenMeasure, basis: LegalBasis) -> bool:
    limit = basis.max_days
    return measure.shape.restricts and limit is not None and measure.shape.duration.to_days > limit


def _restraint(measure: OpenMeasure) -> Iterator[Finding]:
    shape = measure.shape
    if shape.restricts and shape.kind == "person" and not shape.voluntary_first:
        yield Finding.at(
            measure.document.spot(("restricts",)),
            "not-voluntary-first",
            Text(
                f"{shape.id} 限制个人，却没有先征得自愿。",
                f"{shape.id} restricts a person without asking first.",
            ),
            Text("请写 voluntary_first: true。", "Write voluntary_first: true."),
        )
    if shape.shuts_in and not (shape.restricts and shape.kind == "place"):
        yield Finding.at(
            measure.document.spot(("shuts_in",)),
            "shuts-in-without-restricting",
            Text(
                f"{shape.id} 使居民不出户，却没有写明限制。",
                f"{shape.id} keeps residents at home and does not say that it restricts.",
            ),
            Text("请写 kind: place 与 restricts: true。", "Write kind: place and restricts: true."),
        )
    if shape.restricts and shape.duration.clock == "decided" and shape.kind == "person":
        yield Finding.at(
            measure.document.spot(("duration",)),
            "not-tied-to-evidence",
            Text(
                f"{shape.id} 限制个人，期限却从决定起算而非从暴露或报告起算。",
                f"{shape.id} restricts a person, yet counts from the decision and not from an exposure or a report.",
            ),
            Text(
                "请用 first_exposed、last_exposed 或 case_reported 起算。",
                "Count from first_exposed, last_exposed or case_reported.",
            ),
        )


Named = tuple[tuple[str, ...], str, Collection[str]]


def _named(shape: MeasureShape) -> Iterator[Named]:
    """Yield each word a measure uses with the list it must come from."""
    yield ("owner", "role"), shape.owner.role, ROLES
    yield ("owner", "level"), shape.owner.level, LEVEL_RANKS
    if shape.cascade_to != "here":
        yield ("cascade_to",), shape.cascade_to, LEVEL_RANKS
    for i, staff in enumerate(shape.staff):
        yield ("staff", str(i), "role"), staff.role, ROLES
    for level, departments in shape.departments.items():
        yield ("departments", level), level, LEVEL_RANKS
        for department in departments:
            yield ("departments", level), department, DEPARTMENTS


def _words(measure: OpenMeasure) -> Iterator[Finding]:
    for path, word, known in _named(measure.shape):
        if word not in known:
            listed = ", ".join(known)
            yield Finding.at(
                measure.document.spot(path),
                "unknown-word",
                Text(
                    f"{'.'.join(path)}: 词汇表没有 {word}。",
                    f"{'.'.join(path)}: {word} is not in the word list.",
                ),
                Text(f"请用其一: {listed}。", f"Use one of: {listed}."),
            )


_FITTING = {
    "case": {"case", "place", "testing"},
    "person": {"person"},
    "venue": {"venue", "place", "testing"},
    "place": {"place", "testing"},
    "outbreak": {"place", "testing"},
    "pool": {"place", "testing"},
    "capacity": {"place"},
    "feed": {"place"},
}
"""Scope of a trigger -> kinds of measure it can start."""


def _scopes(plan: OpenPlan) -> Iterator[Finding]:
    for name, trigger in plan.shape.triggers.items():
        for i, action in enumerate(trigger.then):
            kind = plan.measures[action.measure].shape.kind
            fitting = {"venue"} if action.venue_kind else _FITTING[trigger.scope]
            if kind not in fitting:
                yield Finding.at(
                    plan.document.spot(("triggers", name, "then", str(i))),
                    "kind-does-not-fit",
                    Text(
                        f"{name} 的对象是 {trigger.scope}，不能启动 {kind} 类措施 {action.measure}。",
                        f"{name} is about a {trigger.scope} and cannot start {action.measure}, which acts on a {kind}.",
                    ),
                    Text("请改用合适的措施，或改 scope。", "Use a measure that fits, or change the scope."),
                )
