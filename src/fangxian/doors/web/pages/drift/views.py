"""The alarms that stand, every laboratory and sampling place with its scores by day, every laboratory's imports."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.pages.drift.words import WORDS
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.custody.drift.finding import list_units
from fangxian.operations.custody.drift.raising import clear_drift, list_drift_alarms
from fangxian.operations.custody.drift.rows import DriftAlarmRow, Line, UnitRow
from fangxian.operations.custody.rows import LABORATORY, RUN, SITE

ANSWERED_SHOWN = 20


@dataclass(frozen=True)
class Told:
    """An alarm and the sentence it is told in."""

    row: DriftAlarmRow

    @property
    def sentence(self) -> str:
        """The key of the words: each chart asks for something else to be done."""
        return f"alarm_{self.row.chart.replace('-', '_')}"


@dataclass(frozen=True)
class Imports:
    """All imports of a laboratory in the order of their days; `highest`: the one that lies farthest off."""

    unit: UnitRow
    count: int
    highest: UnitRow


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what lies in the reader's places, as known at the hour looked at."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    units = list_units(desk.reach, desk.outbreak.id, desk.known_at, desk.then)
    alarms = list_drift_alarms(desk.reach, desk.outbreak.id, desk.then)
    names = {(one.kind, one.id): one.name for one in units}
    told = [Told(replace(row, name=names.get((row.kind, row.unit_id), row.name))) for row in alarms]
    return render_page(
        request,
        "drift/show.html",
        WORDS,
        standing=[one for one in told if one.row.stands],
        answered=[one for one in told if not one.row.stands][:ANSWERED_SHOWN],
        laboratories=_by_score(units, LABORATORY),
        sites=_by_score(units, SITE),
        imports=_imports(units),
        whole=desk.reach.covers(desk.outbreak.place_id),
    )


@require_POST
@signed_in
def clear(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say what came of looking into an alarm."""
    outbreak, form = desk.outbreak or get_outbreak(desk.reach, ""), request.POST
    clear_drift(
        desk.actor,
        desk.clock,
        outbreak_id=outbreak.id,
        kind=form.get("kind", ""),
        unit_id=form.get("unit_id", ""),
        reason=form.get("reason", ""),
    )
    tell(request, WORDS, "was_cleared")
    return redirect("quality")


def _by_score(units: Iterable[UnitRow], kind: str) -> list[UnitRow]:
    return sorted((one for one in units if one.kind == kind), key=lambda one: (-one.score, one.id))


def _imports(units: Iterable[UnitRow]) -> list[Imports]:
    by_laboratory: dict[str | None, list[UnitRow]] = {}
    for one in units:
        if one.kind == RUN:
            by_laboratory.setdefault(one.laboratory_id, []).append(one)
    names = {one.id: one.name for one in units if one.kind == LABORATORY}
    return [
        Imports(_joined(runs, names.get(laboratory_id or "", runs[0].name)), len(runs), max(runs, key=_score))
        for laboratory_id, runs in sorted(by_laboratory.items(), key=lambda found: found[0] or "")
    ]


def _score(unit: UnitRow) -> float:
    return unit.score


def _joined(runs: list[UnitRow], name: Text) -> UnitRow:
    """One unit whose days are the imports: each was scored once."""
    ordered = sorted(runs, key=lambda one: (one.lines[0].last.day_on, one.id))
    lines = tuple(
        Line(line.chart, line.title, tuple(point for one in ordered for point in one.lines[at].points))
        for at, line in enumerate(ordered[0].lines)
    )
    return replace(runs[0], name=name, tested=sum(one.tested for one in runs), lines=lines)
