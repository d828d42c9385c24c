"""Does the guide to rounds reach everybody: a tube for every group, rules that can be reached, a deadline for all?"""

from collections.abc import Iterator

from fangxian.engines.plans import ROUND_GROUPS
from fangxian.engines.problems import Text
from fangxian.stores.packs.documents import Document
from fangxian.stores.packs.folders import list_packs
from fangxian.stores.packs.lint.figures import document_findings
from fangxian.stores.packs.lint.finding import Finding
from fangxian.stores.packs.problems import PackProblem
from fangxian.stores.packs.reading import OpenPlan
from fangxian.stores.packs.rounds import RoundsShape, open_rounds


def rounds_findings(plan: OpenPlan) -> Iterator[Finding]:
    """Yield what is wrong with the packs of rounds of the plan's family, and what keeps any from being read."""
    for rounds_id in list_packs("rounds"):
        try:
            document, shape = open_rounds(rounds_id)
        except PackProblem as problem:
            yield from (Finding.of(one) for one in problem.all)
            continue
        if shape.family != plan.shape.family:
            continue
        yield from document_findings(document, shape.sources)
        yield from _without_tube(document, shape)
        yield from _never_reached(document, shape)


def _without_tube(document: Document, shape: RoundsShape) -> Iterator[Finding]:
    """A guide that names tubes at all names one for every group, in the first round and in later ones."""
    for which in ("first", "later") if shape.pools else ():
        served = {
            group for one in shape.pools.values() if one.rounds in (which, "all") for group in one.groups
        }
        for group in (one for one in ROUND_GROUPS if one not in served):
            yield Finding.at(
                document.spot(("pools",)),
                "group-without-tube",
                Text(
                    f"人群 {group} 在{'首轮' if which == 'first' else '后续轮次'}没有混检规则。",
                    f"No rule says who shares a tube with the group {group} in the {which} rounds.",
                ),
                Text("请在某条规则的 groups 中写上它。", "Name it in `groups` of one of the rules."),
            )


def _never_reached(document: Document, shape: RoundsShape) -> Iterator[Finding]:
    for section, name in (*_behind_all_frequencies(shape), *_behind_all_deadlines(shape), *_taken(shape)):
        yield Finding.at(
            document.spot((section, name)),
            "rule-never-reached",
            Text(
                f"规则 {name} 之前的规则已覆盖它的全部情形。",
                f"The rules before {name} take all it could hold for.",
            ),
            Text("请调整顺序，窄的在前，或删除它。", "Put the narrower rule first, or remove this one."),
        )


def _behind_all_frequencies(shape: RoundsShape) -> Iterator[tuple[str, str]]:
    open_to_all = False
    for name, one in shape.frequency.items():
        if open_to_all:
            yield "frequency", name
        open_to_all |= not one.groups and one.within_rounds is None and one.within_days is None


def _behind_all_deadlines(shape: RoundsShape) -> Iterator[tuple[str, str]]:
    reached = 0.0
    for name, one in shape.deadlines.items():
        limit = float("inf") if one.up_to_people is None else one.up_to_people
        if limit <= reached:
            yield "deadlines", name
        reached = max(reached, limit)


def _taken(shape: RoundsShape) -> Iterator[tuple[str, str]]:
    taken: set[tuple[str, str]] = set()
    for name, one in shape.pools.items():
        rounds = ("first", "later") if one.rounds == "all" else (one.rounds,)
        own = {(group, which) for group in one.groups for which in rounds}
        if own <= taken:
            yield "pools", name
        taken |= own
