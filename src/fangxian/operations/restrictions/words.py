"""Words for what is wrong with a list, and for the evidence of one person without naming anybody else."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from fangxian.engines.problems import Text
from fangxian.engines.restraint import Evidence

FAULT_WORDS: dict[str, Text] = {
    "no-evidence": Text("本起疫情中没有此人的证据", "no evidence of this person in the outbreak"),
    "not-theirs": Text("所列病例与此人无关", "the cases named have nothing to do with this person"),
    "own-word": Text("证据只出自提出者本人", "all evidence is the asker's own word"),
    "no-rule": Text("预案没有这样的规则", "no rule of the plan gives this measure"),
    "no-basis": Text("没有有效的法律依据", "no legal ground in force"),
    "too-long": Text("超过法律允许的时长", "longer than the law allows"),
    "no-newer-evidence": Text("延长没有新的证据", "longer without newer evidence"),
    "one-office": Text("没有两个部门的签署", "not signed by two offices"),
    "not-your-role": Text("提出者无此职责", "whoever asks has no such duty"),
}


def tell_faults(faults: Mapping[str, int]) -> Text:
    """Return the faults with their numbers in one line."""
    words = [(FAULT_WORDS[fault], number) for fault, number in faults.items()]
    return Text(
        "；".join(f"{text.zh} {number}" for text, number in words),
        "; ".join(f"{text.en} {number}" for text, number in words),
    )


def tell_evidence(evidence: Evidence, degree: int | None, cases: int, timezone: str) -> Text:
    """Return why in words: when and how close, never through whom or in whose home."""
    if degree is None or evidence.own:
        return Text("您本人为本起疫情的病例", "You are a case of this outbreak")
    last = max((path.last_exposed_at for path in evidence.nearest), default=None)
    near = Text("您与病例有过接触", "You met a case") if degree == 1 else _FAR
    zh = f"{near.zh}（本起疫情 {cases} 例病例）"
    en = f"{near.en} ({cases} case(s) of this outbreak)"
    if last is None:
        return Text(zh, en)
    day = last.astimezone(ZoneInfo(timezone))
    return Text(f"{zh}，最近一次在 {day.month}月{day.day}日", f"{en}, last on {_day(day)}")


_FAR = Text("您与病例的接触者有过接触", "You met somebody who had met a case")


def _day(day: datetime) -> str:
    return f"{day.day} {day:%B}"
