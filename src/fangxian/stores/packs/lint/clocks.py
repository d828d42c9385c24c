"""Do the clocks run: events that exist, something that stops them, hours, an office that answers?"""

from collections.abc import Iterator

from fangxian.engines.plans import CLOCK_EVENTS, DEPARTMENTS, DONE_PREFIX, LEVEL_RANKS, ROLES
from fangxian.engines.problems import Text
from fangxian.stores.packs.documents import Path_
from fangxian.stores.packs.lint.finding import Finding
from fangxian.stores.packs.reading import OpenPlan
from fangxian.stores.packs.shapes import ClockShape


def clock_findings(plan: OpenPlan) -> Iterator[Finding]:
    """Yield what keeps a clock from starting, stopping or ringing."""
    for name, clock in plan.shape.clocks.items():
        path = ("clocks", name)
        yield from _events(plan, path, clock)
        yield from _hours(plan, path, clock)
        yield from _words(plan, path, clock)
        yield from _upstream(plan, path, clock)


def _events(plan: OpenPlan, path: Path_, clock: ClockShape) -> Iterator[Finding]:
    known = CLOCK_EVENTS[clock.of]
    if clock.starts not in known:
        yield _unknown(plan, (*path, "starts"), clock.starts, known)
    for i, event in enumerate(clock.stops):
        measure = event.removeprefix(DONE_PREFIX)
        ordered = clock.of != "order" and event.startswith(DONE_PREFIX) and measure in plan.measures
        if event not in known and not ordered:
            yield _unknown(plan, (*path, "stops", str(i)), event, (*known, "done:<measure>"))


def _unknown(plan: OpenPlan, path: Path_, event: str, known: tuple[str, ...]) -> Finding:
    listed = ", ".join(known)
    return Finding.at(
        plan.document.spot(path),
        "unknown-event",
        Text(f"时钟没有事件 {event}。", f"No event of this clock is called {event}."),
        Text(
            f"请用其一: {listed}；措施须为本预案所用。",
            f"Use one of: {listed}; the plan must use the measure.",
        ),
    )


def _hours(plan: OpenPlan, path: Path_, clock: ClockShape) -> Iterator[Finding]:
    if clock.hours is None and clock.of != "order":
        yield Finding.at(
            plan.document.spot(path),
            "clock-without-hours",
            Text("时钟没有时限。", "The clock has no hours."),
            Text("请写 hours；只有指令自带期限。", "Give `hours`; only an order brings a deadline along."),
        )


def _words(plan: OpenPlan, path: Path_, clock: ClockShape) -> Iterator[Finding]:
    if clock.of == "order":
        return
    answers, here = clock.answers, (*path, "answers")
    wanted = (("level", LEVEL_RANKS), ("department", DEPARTMENTS), ("role", ROLES))
    for key, words in wanted:
        word = getattr(answers, key)
        if word not in words:
            listed = ", ".join(words)
            yield Finding.at(
                plan.document.spot((*here, key)),
                "nobody-answers",
                Text(
                    f"时钟没有可应答的 {key}“{word}”。",
                    f"The clock names no {key} that can answer: “{word}”.",
                ),
                Text(f"请用其一: {listed}。", f"Use one of: {listed}."),
            )


def _upstream(plan: OpenPlan, path: Path_, clock: ClockShape) -> Iterator[Finding]:
    clocks, seen, at = plan.shape.clocks, {path[-1]}, clock.upstream
    while at:
        if at not in clocks or at in seen:
            listed = ", ".join(sorted(set(clocks) - seen)) or "-"
            yield Finding.at(
                plan.document.spot((*path, "upstream")),
                "unknown-upstream",
                Text(
                    f"上游时钟 {at} 不存在或成环。",
                    f"The clock upstream, {at}, is missing or leads back here.",
                ),
                Text(f"可用: {listed}。", f"There are: {listed}."),
            )
            return
        seen.add(at)
        at = clocks[at].upstream
