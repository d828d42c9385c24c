"""The work of `fangxian drill surge`."""

import json
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import Any

from fangxian.doors.cli.terminal import say
from fangxian.engines.problems import Problem, Text
from fangxian.engines.testing.surge import SHORT_WORDS, Surge, Surged, surge
from fangxian.stores.whole import write_whole

NEVER = Text("永远不会", "never")


def ask(wish: Surge, out: Path) -> None:
    """Write what the night would come to, and say whether it can be done and what is short.

    Raises:
        Problem: `not-a-surge-file`.
    """
    is_json = out.suffix.lower() == ".json"
    if not is_json and out.suffix.lower() != ".csv":
        raise _not_a_surge_file(out)
    night = surge(wish)
    text = (
        json.dumps(_told(wish, night), ensure_ascii=False, indent=1) if is_json else night.hours.write_csv()
    )
    write_whole(out, lambda draft: draft.write_text(text, "utf-8"))
    _tell(wish, night)


def _told(wish: Surge, night: Surged) -> dict[str, Any]:
    shortages = [
        {**asdict(short), "need": short.need if isfinite(short.need) else None} for short in night.shortages
    ]
    return {
        "mark": {"zh": "演练", "en": "DRILL"},
        "asked": asdict(wish),
        "can": night.can,
        "sampled_in_time": night.sampled_in_time,
        "resulted_in_time": night.resulted_in_time,
        "last_sample_hour": night.last_sample_hour,
        "last_result_hour": night.last_result_hour,
        "shortages": shortages,
        "hours": night.hours.to_dicts(),
    }


def _tell(wish: Surge, night: Surged) -> None:
    say(f"演练 DRILL: {wish.people:,} 人 people, {wish.hours:g} h: {'能 yes' if night.can else '不能 no'}")
    say(f"  {wish.hours:g} h 内采样 sampled in time: {night.sampled_in_time:,.0f}")
    say(
        f"  最后一份样本 last sample: {_hour(night.last_sample_hour)}; 最后一个结果 last result: {_hour(night.last_result_hour)}"
    )
    for short in night.shortages:
        word = SHORT_WORDS[short.what]
        need = f"{short.need:,.0f}" if isfinite(short.need) else f"{NEVER.zh} {NEVER.en}"
        say(f"  不足 short of {word.zh} {word.en}: 有 have {short.have:,.0f}, 需 need {need}")


def _hour(hour: float | None) -> str:
    return f"{NEVER.zh} {NEVER.en}" if hour is None else f"{hour:.1f} h"


def _not_a_surge_file(out: Path) -> Problem:
    return Problem(
        "not-a-surge-file",
        Text(f"“{out.name}”不是 JSON 或 CSV。", f'"{out.name}" is neither JSON nor CSV.'),
        Text("应以 .json 或 .csv 结尾。", "Expected a name that ends with .json or .csv."),
        Text("请改正 --out。", "Correct --out."),
    )
