"""What a person still has to wait for before the follow-up lets them go."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fangxian.engines.following.flags import FollowingRule
from fangxian.engines.following.offers import Act
from fangxian.engines.problems import Text

_TESTED: tuple[Act, ...] = ("test", "quarantine")


@dataclass(frozen=True)
class Progress:
    """How far a follow-up has come. `negatives`: negative samples since the last exposure, none positive after.

    `dose_settled`: given, declined, or too late to give; only asked of prophylaxis.
    """

    act: Act
    ends_at: datetime
    negatives: int = 0
    open_flags: int = 0
    dose_settled: bool = False


def list_missing(progress: Progress, rule: FollowingRule, as_of: datetime, timezone: str) -> tuple[Text, ...]:
    """Return what the release lacks, in words; nothing means the person may go.

    >>> from datetime import UTC
    >>> rule = FollowingRule(("cough",), 37.3, 2.0, 2)
    >>> end = datetime(2021, 8, 5, 12, tzinfo=UTC)
    >>> list_missing(Progress("quarantine", end, negatives=2), rule, end, "Asia/Shanghai")
    ()
    >>> [text.en for text in list_missing(Progress("quarantine", end, negatives=1), rule, end, "Asia/Shanghai")]
    ['1 more negative test']
    """
    missing: list[Text] = []
    if as_of < progress.ends_at:
        end = progress.ends_at.astimezone(ZoneInfo(timezone))
        missing.append(Text(f"期满: {end:%m-%d %H:%M}", f"its end: {end:%m-%d %H:%M}"))
    short = rule.negative_tests - progress.negatives if progress.act in _TESTED else 0
    if short > 0:
        tests = "test" if short == 1 else "tests"
        missing.append(Text(f"还需 {short} 次阴性检测", f"{short} more negative {tests}"))
    if progress.open_flags:
        missing.append(Text("红色预警的临床处置", "a clinician's answer to the red flag"))
    if progress.act == "prophylaxis" and not progress.dose_settled:
        missing.append(Text("用药或接种的结果", "whether the dose was given"))
    return tuple(missing)
