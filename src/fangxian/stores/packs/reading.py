"""Read packs: a disease, a legal ground, a measure, a plan with all it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fangxian.engines.plans import Disease, Figure, Legal, Measure, Plan
from fangxian.engines.problems import Problem, Text
from fangxian.stores.packs import building, shapes
from fangxian.stores.packs.checking import hold_to
from fangxian.stores.packs.documents import Document, is_leaf, load, merge
from fangxian.stores.packs.figures import Resolved, read_leaf, resolve
from fangxian.stores.packs.folders import PACK_FILE, find_pack, list_packs
from fangxian.stores.packs.problems import raise_all, unknown_reference, wrong_id
from fangxian.stores.packs.remembering import remembered
from fangxian.stores.packs.rules import condition_problems, level_problems


def open_pack(kind: str, pack_id: str) -> Document:
    """Return a pack's tree with its lines.

    Raises:
        Problem: there is no such pack; PackProblem: it is not YAML, or its id is not its folder's name.
    """
    document = load(find_pack(kind, pack_id) / PACK_FILE)
    if document.tree.get("id") != pack_id:
        raise wrong_id(document.spot(("id",)), pack_id, document.tree.get("id"))
    return document


def open_plan(plan_id: str, _seen: tuple[str, ...] = ()) -> Document:
    """Return a plan's tree laid upon the plan it extends, if any."""
    document = open_pack("plans", plan_id)
    under = document.tree.get("extends")
    if not under:
        return document
    if under in _seen or under == plan_id or under not in list_packs("plans"):
        known = set(list_packs("plans")) - {*_seen, plan_id}
        raise unknown_reference(
            document.spot(("extends",)), Text("可扩展的预案", "plan to extend"), under, known
        )
    return merge(open_plan(under, (*_seen, plan_id)), document)


def own_figures(document: Document) -> dict[str, Figure]:
    """Return the leaves under `figures`; the shape has been held to, so it is a mapping."""
    leaves = document.tree.get("figures", {})
    return {
        name: read_leaf(document, leaf, ("figures", name)) for name, leaf in leaves.items() if is_leaf(leaf)
    }


@remembered
def read_disease(disease_id: str) -> Disease:
    """Read a disease pack.

    Raises:
        Problem: unknown; PackProblem: not in the format (file, line, remedy).
    """
    document = open_pack("diseases", disease_id)
    shape = hold_to(shapes.DiseaseShape, resolve(document, {}).tree, document)
    return building.build_disease(shape, own_figures(document))


@remembered
def read_legal(legal_id: str) -> Legal:
    """Read a legal pack. Raises as `read_disease` does."""
    document = open_pack("legal", legal_id)
    resolved = resolve(document, {})
    return building.build_legal(hold_to(shapes.LegalShape, resolved.tree, document), resolved.figures)


@remembered
def read_measure(measure_id: str) -> Measure:
    """Read a measure pack as it stands, without any plan's changes. Raises as `read_disease` does."""
    document = open_pack("measures", measure_id)
    resolved = resolve(document, {})
    return building.build_measure(hold_to(shapes.MeasureShape, resolved.tree, document), resolved.figures)


@dataclass(frozen=True)
class OpenMeasure:
    """A measure as one plan uses it, still with its lines."""

    document: Document
    resolved: Resolved
    shape: shapes.MeasureShape


@dataclass(frozen=True)
class OpenPlan:
    """A plan read through but not yet built: what the linter looks at."""

    document: Document
    resolved: Resolved
    shape: shapes.PlanShape
    zone_levels: tuple[str, ...]
    measures: Mapping[str, OpenMeasure]
    named: Mapping[str, Figure]
    disease: Disease
    legal: Legal


def _rests_on(document: Document) -> tuple[Disease, Legal]:
    outline = hold_to(shapes.PlanOutline, document.tree, document)
    for kind, key, title in _REFERENCES:
        wanted, known = getattr(outline, key), list_packs(kind)
        if wanted not in known:
            raise unknown_reference(document.spot((key,)), title, wanted, known)
    return read_disease(outline.disease), read_legal(outline.legal)


_REFERENCES = (
    ("diseases", "disease", Text("病种", "disease")),
    ("legal", "legal", Text("法律依据包", "legal pack")),
)


def _open_measures(
    plan: Document, shape: shapes.PlanShape, named: Mapping[str, Figure]
) -> dict[str, OpenMeasure]:
    wanted = {
        action.measure: ("triggers", name, "then", str(i), "measure")
        for name, trigger in shape.triggers.items()
        for i, action in enumerate(trigger.then)
    }
    known = list_packs("measures")
    raise_all(
        unknown_reference(plan.spot(path), Text("措施", "measure"), measure, known)
        for measure, path in wanted.items()
        if measure not in known
    )
    return {measure: _open_measure(measure, plan, named) for measure in wanted}


def _open_measure(measure_id: str, plan: Document, named: Mapping[str, Figure]) -> OpenMeasure:
    document = open_pack("measures", measure_id)
    if measure_id in plan.tree.get("measures", {}):
        document = merge(document, plan.below("measures", measure_id))
    resolved = resolve(document, named)
    return OpenMeasure(document, resolved, hold_to(shapes.MeasureShape, resolved.tree, document))


def open_whole_plan(plan_id: str) -> OpenPlan:
    """Read a plan with its disease, legal ground and measures, and check what makes it unusable.

    Raises:
        PackProblem: the first thing wrong; `also` holds the others of the same step.
    """
    document = open_plan(plan_id)
    disease, legal = _rests_on(document)
    named = own_figures(document)
    named |= {f"disease.{name}": figure for name, figure in disease.figures.items()}
    # What the plan changes in its measures is judged as part of each measure.
    tree = {key: value for key, value in document.tree.items() if key != "measures"}
    resolved = resolve(Document(tree, document.spots), named)
    shape = hold_to(shapes.PlanShape, resolved.tree, document)
    zones = _zone_levels(shape, document)
    raise_all([*level_problems(shape, document), *condition_problems(shape, document, zones)])
    measures = _open_measures(document, shape, named)
    return OpenPlan(document, resolved, shape, zones, measures, named, disease, legal)


def _zone_levels(shape: shapes.PlanShape, document: Document) -> tuple[str, ...]:
    """The levels of the pack of zones the plan includes, for its conditions; the rest of that pack is read apart."""
    if not shape.zones:
        return ()
    known = list_packs("zones")
    if shape.zones not in known:
        raise unknown_reference(
            document.spot(("zones",)), Text("区域规则包", "pack of zones"), shape.zones, known
        )
    zones = open_pack("zones", shape.zones)
    return tuple(hold_to(shapes.ZonesOutline, zones.tree, zones).levels)


@remembered
def read_plan(plan_id: str) -> Plan:
    """Read a plan pack with its measures, ready for the engines.

    Raises:
        Problem: no such pack; PackProblem: file, line and remedy of what is wrong.
    """
    plan = open_whole_plan(plan_id)
    figures = dict(plan.resolved.figures)
    sources = {**plan.disease.source_titles, **plan.shape.sources}
    for measure_id, measure in plan.measures.items():
        figures |= {f"measures.{measure_id}.{path}": one for path, one in measure.resolved.figures.items()}
        sources = {**measure.shape.sources, **sources}
    measures = {
        one: building.build_measure(measure.shape, measure.resolved.figures)
        for one, measure in plan.measures.items()
    }
    return building.build_plan(plan.shape, measures, figures, sources, plan.zone_levels)


def _family_members(name: str) -> list[tuple[date, date | None, str]]:
    opened = [(plan_id, open_plan(plan_id)) for plan_id in list_packs("plans")]
    family = next((str(document.tree.get("family")) for plan_id, document in opened if plan_id == name), name)
    members = []
    for plan_id, document in opened:
        if document.tree.get("family") == family:
            below = document.below("valid")
            valid = hold_to(shapes.ValidShape, below.tree, below)
            members.append((valid.from_, valid.to, plan_id))
    return sorted(members)


def plan_in_force(name: str, on: date) -> Plan:
    """Return the plan of a family that is in force on a local date; `name` is a family or one of its plans.

    Raises:
        Problem: no plan of the family was in force on that date.
    """
    members = _family_members(name)
    in_force = [plan_id for start, end, plan_id in members if start <= on and (end is None or on <= end)]
    if in_force:
        return read_plan(in_force[-1])
    spans = "; ".join(f"{plan_id} {start} – {end or '…'}" for start, end, plan_id in members) or "-"
    raise Problem(
        "no-plan-in-force",
        Text(f"{on} 没有生效的 {name} 预案。", f"No plan {name} was in force on {on}."),
        Text(f"生效期: {spans}。", f"In force: {spans}."),
        Text(
            "请改用在该日生效的预案，或明确指定一个预案。",
            "Choose a plan in force on that date, or name one plan outright.",
        ),
        status=404,
    )
