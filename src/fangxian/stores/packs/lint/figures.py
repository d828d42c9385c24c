"""Has every figure a source that can be looked up?"""

from collections.abc import Iterator
from typing import Any

from fangxian.engines.conditions import literals_of
from fangxian.engines.plans import Figure
from fangxian.engines.problems import Text
from fangxian.stores.packs.documents import Document, Path_, is_leaf
from fangxian.stores.packs.figures import read_leaf
from fangxian.stores.packs.lint.finding import Finding
from fangxian.stores.packs.reading import OpenPlan, open_pack


def figure_findings(plan: OpenPlan) -> Iterator[Finding]:
    """Yield bare figures, figures without a source, and sources that the pack does not list."""
    yield from document_findings(plan.document, plan.shape.sources)
    for measure in plan.measures.values():
        yield from document_findings(measure.document, {**plan.shape.sources, **measure.shape.sources})
    yield from document_findings(open_pack("diseases", plan.disease.id), plan.disease.source_titles)
    yield from document_findings(open_pack("legal", plan.legal.id), plan.legal.source_titles)


def document_findings(document: Document, sources: Any) -> Iterator[Finding]:
    """Yield what is wrong with the figures and sources of one pack; `sources` are those it lists."""
    for path, value in _values(document.tree, ()):
        if is_leaf(value):
            yield from _leaf(document, path, read_leaf(document, value, path), sources)
        elif path[-1] in ("when", "ends_when"):
            yield from _literals(document, path, str(value))
        elif path[-1] == "source":
            yield from _unlisted(document, path, tuple(value), sources)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield _bare(document, path, value)


def _values(value: Any, path: Path_) -> Iterator[tuple[Path_, Any]]:
    """Yield leaves, conditions, lists of sources and scalars; go down into everything else."""
    if isinstance(value, dict) and not is_leaf(value):
        for key, one in value.items():
            yield from _values(one, (*path, str(key)))
    elif isinstance(value, list) and path[-1] != "source":
        for i, one in enumerate(value):
            yield from _values(one, (*path, str(i)))
    else:
        yield path, value


def _leaf(document: Document, path: Path_, figure: Figure, sources: Any) -> Iterator[Finding]:
    if not figure.sources and (figure.confirmed or not figure.note):
        yield Finding.at(
            document.spot(path),
            "figure-without-source",
            Text(f"{'.'.join(path)} 没有来源。", f"{'.'.join(path)} has no source."),
            Text(
                "请写 s: [来源]；仅凭记忆的写 c: M 并在 note 说明。",
                "Give s: [source]; from memory only, write c: M and say so in `note`.",
            ),
        )
    yield from _unlisted(document, path, figure.sources, sources)


def _unlisted(document: Document, path: Path_, named: tuple[str, ...], sources: Any) -> Iterator[Finding]:
    for source in named:
        if source not in sources:
            yield Finding.at(
                document.spot(path),
                "unknown-source",
                Text(
                    f"{'.'.join(path)} 的来源 {source} 未列出。",
                    f"{'.'.join(path)} cites {source}, which is not listed.",
                ),
                Text("请在该包的 sources 中写明。", "List it under `sources` of the pack."),
            )


def _bare(document: Document, path: Path_, value: float) -> Finding:
    return Finding.at(
        document.spot(path),
        "figure-without-source",
        Text(
            f"{'.'.join(path)} 的数值 {value} 没有来源。", f"{'.'.join(path)} holds {value} without a source."
        ),
        Text("请写成 {v, u, s, c} 或引用 $名称。", "Write it as {v, u, s, c} or refer to a $name."),
    )


def _literals(document: Document, path: Path_, condition: str) -> Iterator[Finding]:
    """0 and 1 are "none" and "at least one"; any other number is a figure of the rule."""
    for number in literals_of(condition)[1]:
        if number not in (0, 1):
            yield Finding.at(
                document.spot(path),
                "figure-in-condition",
                Text(
                    f"条件中的数值 {number:g} 没有来源。",
                    f"The condition holds the figure {number:g} without a source.",
                ),
                Text(
                    "请在 figures 下命名该数值，并写 $名称。",
                    "Name the figure under `figures` and write $name.",
                ),
            )
