"""A verification in words, for the command line and the auditor's page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fangxian.engines.problems import Text

if TYPE_CHECKING:
    from fangxian.operations.journal.anchoring import Anchoring
    from fangxian.operations.journal.verification import VerifyReport

_SHOWN = 20


def describe(report: "VerifyReport") -> Iterator[Text]:
    """Yield the verdict, the first bad seq, each finding, and the tail no second office covers."""
    if report.ok:
        yield Text(
            f"流水完好: {report.sealed} 条已封存。", f"The journal is whole: {report.sealed} entries sealed."
        )
    else:
        first = report.first_bad_seq
        yield Text(
            f"流水不完好。首个异常序号: {first or '—'}",
            f"The journal is NOT whole. First bad seq: {first or '—'}",
        )
        for finding in report.findings[:_SHOWN]:
            seq = finding.seq or "—"
            yield Text(f"  序号 {seq}: {finding.what.zh}", f"  seq {seq}: {finding.what.en}")
        rest = len(report.findings) - _SHOWN
        if rest > 0:
            yield Text(f"  另有 {rest} 处", f"  and {rest} more")
    yield Text(f"未存证的尾部: {report.unanchored} 条", f"Unanchored tail: {report.unanchored}")
    if report.waiting:
        yield Text(f"待封存: {report.waiting} 条", f"Waiting to be sealed: {report.waiting}")


def describe_anchoring(found: "Anchoring") -> Text:
    """Return how far the journal is anchored, and whether the next anchor is due."""
    if found.signed_at is None:
        last = Text("尚未存证", "never anchored")
    else:
        at = f"{found.signed_at:%Y-%m-%d %H:%M} UTC"
        last = Text(
            f"最近存证至 {found.anchored_seq}（{found.held_by}，{at}）",
            f"last anchored to {found.anchored_seq} ({found.held_by}, {at})",
        )
    due = Text("；应再次存证", "; an anchor is due") if found.overdue else Text("", "")
    return Text(
        f"{last.zh}，{found.unanchored} 条未覆盖{due.zh}",
        f"{last.en}, {found.unanchored} not covered{due.en}",
    )
