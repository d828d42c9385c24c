"""From shapes to the engines' types."""

from collections.abc import Iterable, Mapping

from fangxian.engines.plans import (
    NEVER_QUIET,
    Action,
    AreaRule,
    Ask,
    ClockRule,
    Cost,
    Deadline,
    Disease,
    Duration,
    Effect,
    Ending,
    Exemption,
    Figure,
    Hours,
    Legal,
    LegalBasis,
    Measure,
    Plan,
    QuietHours,
    Reduction,
    Staff,
    StaffingRule,
    TestingRule,
    TracingRule,
    Trigger,
)
from fangxian.engines.problems import Text
from fangxian.stores.packs import shapes


def _text(shape: shapes.TextShape) -> Text:
    return Text(shape.zh, shape.en)


def _joined(sources: Iterable[str]) -> str:
    return ", ".join(sources)


def _costs(shape: shapes.MeasureShape, figures: Mapping[str, Figure]) -> tuple[Cost, ...]:
    lines = []
    for what, one in shape.costs.items():
        figure = figures.get(f"costs.{what}.amount", _BARE)
        lines.append(Cost(what, one.per, one.amount, figure.unit, figure.confidence, figure.sources))
    return tuple(lines)


def _effect(shape: shapes.EffectShape | None, figures: Mapping[str, Figure]) -> Effect | None:
    if shape is None:
        return None
    reduces = []
    for route, one in shape.reduces.items():
        ends = [figures.get(f"effect.reduces.{route}.{end}", _BARE) for end in ("low", "high")]
        sources = dict.fromkeys(source for end in ends for source in end.sources)
        weakest = max(end.confidence for end in ends)
        reduces.append(
            Reduction(
                route, one.low, one.high, weakest, tuple(sources), one.kinds, one.coverage, one.after_days
            )
        )
    why = _text(shape.not_modelled) if shape.not_modelled else None
    return Effect(tuple(reduces), why)


def _exemption(shape: shapes.ExemptShape | None, figures: Mapping[str, Figure]) -> Exemption | None:
    if shape is None:
        return None
    confidence = figures.get("exempt.share", _BARE).confidence
    return Exemption(tuple(_text(role) for role in shape.roles), shape.share, confidence)


_BARE = Figure(None, "", (), "M")
"""A number written without its leaf: the linter finds it, a reader sees it as unconfirmed."""


def _door(shape: shapes.MeasureShape, figures: Mapping[str, Figure]) -> tuple[Ask, ...]:
    asks = []
    for question, one in shape.door.items():
        figure = figures.get(f"door.{question}.minutes", _BARE)
        title = _text(one.title) if one.title else None
        asks.append(
            Ask(question, one.of, one.minutes, one.once, figure.confidence, tuple(figure.sources), title)
        )
    return tuple(asks)


def build_measure(shape: shapes.MeasureShape, figures: Mapping[str, Figure]) -> Measure:
    """Build a measure from its pack; `figures` by dotted path say where its numbers come from."""
    return Measure(
        id=shape.id,
        title=_text(shape.title),
        binds=_text(shape.binds),
        kind=shape.kind,
        restricts=shape.restricts,
        duration=Duration(**shape.duration.model_dump()),
        deadline=Deadline(**shape.deadline.model_dump()),
        owner_role=shape.owner.role,
        owner_level=shape.owner.level,
        cascade_to=shape.cascade_to,
        departments={level: tuple(names) for level, names in shape.departments.items()},
        proof=shape.proof,
        legal_basis=shape.legal_basis,
        instruction=_text(shape.instruction),
        cost=_text(shape.cost),
        binds_share=shape.binds_share,
        voluntary_first=shape.voluntary_first,
        shuts_in=shape.shuts_in,
        staff=tuple(Staff(**one.model_dump()) for one in shape.staff),
        source=_joined(shape.report),
        exemption=_exemption(shape.exempt, figures),
        costs=_costs(shape, figures),
        effect=_effect(shape.effect, figures),
        door=_door(shape, figures),
    )


def _tracing(shape: shapes.TracingShape) -> TracingRule:
    values = shape.model_dump()
    values["counted_kinds"] = frozenset(shape.counted_kinds)
    values["anchors"] = tuple(shape.anchors)
    return TracingRule(**values)


def _area(rule_id: str, shape: shapes.AreaShape) -> AreaRule:
    return AreaRule(
        rule_id,
        _text(shape.title),
        shape.level,
        shape.unit,
        shape.when,
        shape.ends_when,
        _joined(shape.source),
    )


def _trigger(trigger_id: str, shape: shapes.TriggerShape) -> Trigger:
    return Trigger(
        id=trigger_id,
        title=_text(shape.title),
        scope=shape.scope,
        when=shape.when,
        then=tuple(Action(**one.model_dump()) for one in shape.then),
        at=shape.at,
        source=_joined(shape.source),
        effect=shape.effect,
    )


def _clock(clock_id: str, shape: shapes.ClockShape) -> ClockRule:
    return ClockRule(
        id=clock_id,
        title=_text(shape.title),
        of=shape.of,
        starts=shape.starts,
        stops=tuple(shape.stops),
        hours=shape.hours,
        level=shape.answers.level,
        department=shape.answers.department,
        role=shape.answers.role,
        remind_before=tuple(sorted(shape.remind_before, reverse=True)),
        escalate_after=tuple(sorted(shape.escalate_after)),
        can_wait=shape.can_wait,
        upstream=shape.upstream,
        source=_joined(shape.source),
    )


def build_plan(
    shape: shapes.PlanShape,
    measures: Mapping[str, Measure],
    figures: Mapping[str, Figure],
    source_titles: Mapping[str, str],
    zone_levels: tuple[str, ...] = (),
) -> Plan:
    """Build a plan from its pack and its measures."""
    return Plan(
        id=shape.id,
        family=shape.family,
        version=shape.version,
        title=_text(shape.title),
        disease=shape.disease,
        legal=shape.legal,
        valid_from=shape.valid.from_,
        valid_to=shape.valid.to,
        levels=tuple(shape.levels),
        tracing=_tracing(shape.tracing),
        areas=tuple(_area(rule_id, area) for rule_id, area in shape.areas.items()),
        triggers=tuple(_trigger(one_id, one) for one_id, one in shape.triggers.items()),
        ending=Ending(shape.ending.when, shape.ending.release_hours),
        measures=measures,
        figures=figures,
        testing=TestingRule(**shape.testing.model_dump()) if shape.testing else None,
        staffing=StaffingRule(**shape.staffing.model_dump()) if shape.staffing else None,
        signatures_required=shape.signatures_required,
        zones=shape.zones,
        zone_levels=zone_levels,
        source_titles=source_titles,
        clocks=tuple(_clock(one_id, one) for one_id, one in shape.clocks.items()),
        quiet=QuietHours(**shape.quiet_hours.model_dump()) if shape.quiet_hours else NEVER_QUIET,
    )


def build_disease(shape: shapes.DiseaseShape, figures: Mapping[str, Figure]) -> Disease:
    """Build a disease from its pack."""
    return Disease(
        id=shape.id,
        title=_text(shape.title),
        agent=_text(shape.agent),
        case_definition=_text(shape.case_definition),
        immune_values=tuple(shape.immune_values),
        figures=figures,
        source_titles=shape.sources,
    )


def _basis(key: str, shape: shapes.BasisShape) -> LegalBasis:
    return LegalBasis(
        key=key,
        title=_text(shape.title),
        law=_text(shape.law),
        authority=_text(shape.authority),
        review=_text(shape.review),
        counsel=_text(shape.counsel),
        court=_text(shape.court),
        appeal=_text(shape.appeal),
        max_days=shape.max_days,
        max_total_days=shape.max_total_days,
        confidence=shape.confidence,
        sources=tuple(shape.source),
    )


def build_legal(shape: shapes.LegalShape, figures: Mapping[str, Figure]) -> Legal:
    """Build the legal grounds of one jurisdiction from their pack."""
    return Legal(
        id=shape.id,
        title=_text(shape.title),
        jurisdiction=_text(shape.jurisdiction),
        valid_from=shape.valid.from_,
        valid_to=shape.valid.to,
        bases={key: _basis(key, one) for key, one in shape.bases.items()},
        figures=figures,
        source_titles=shape.sources,
        hours=Hours(**shape.hours.model_dump()) if shape.hours else Hours(),
    )
