"""`python -m benchmarks.staffed [folder]`: the four cities of 2021 staffed, put on shifts and supplied, from the packs.

Who is sent where, a week's rosters of whoever was sent, and a look at what `python -m benchmarks.supplies` wrote last. Checked
while it runs: everybody is sent to one post at most and every place left empty is named; nobody is on two shifts at a time and
no rule of rest is broken. Prints and writes `staffed.md` and the charts into the folder (by default
`benchmarks/staffed/results`).
"""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.staffed.drawing import draw_hours, draw_ways
from benchmarks.staffed.people import Question, questions
from benchmarks.staffed.shifts import Week, weeks
from fangxian.engines.staffing.sending import SendingRules, Sent, assign_teams

ABOUT = (
    "Real communities, made-up people (`benchmarks/staffed/people.py` says which numbers are the report's). `seconds`: on the",
    "clock, one of 2 cores. `gap`: cost over a bound no answer can be below. `way`: metres in a straight line from home.",
)
SENDING = (
    "| who is sent | needed | filled | short | way: mean | median | nine in ten below | seconds | gap |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
)
ROSTERS = (
    "| a week, day and night | people | places | filled | short | hours a head | nights | rules broken | seconds | gap |",
    "|---|---:|---:|---:|---:|---|---:|---:|---:|---:|",
)


@dataclass(frozen=True)
class Answer:
    """Who was sent where, and in how many seconds."""

    question: Question
    sent: Sent
    seconds: float


def main(folder: Path) -> None:
    """Ask everything, print and keep the tables and the charts."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["# The four cities staffed", "", *ABOUT, "", *_tell(SENDING)]
    answers = [_ask(question) for question in questions()]
    lines += [_tell([_sent_line(one)])[0] for one in answers] + ["", *_tell(ROSTERS)]
    made = list[Week]()
    for week in weeks({one.question.name: one.sent.postings for one in answers}):
        lines += _tell([_week_line(week)])
        made.append(week)
    draw_ways({one.question.name: one.sent.postings for one in answers}, folder / "ways.svg")
    draw_hours({one.name: one.made.hours for one in made}, folder / "hours.svg")
    (folder / "staffed.md").write_text("\n".join([*lines, ""]), "utf-8")


def _tell(lines: list[str] | tuple[str, ...]) -> list[str]:
    print(*lines, sep="\n", flush=True)
    return list(lines)


def _ask(question: Question) -> Answer:
    begun = time.perf_counter()
    sent = assign_teams(question.people, question.posts, rules=SendingRules(keep_teams=question.keep_teams))
    seconds = time.perf_counter() - begun
    need, empty = int(question.posts["need"].sum()), int(sent.short["short"].sum())
    assert sent.postings["person_id"].is_unique().all()
    assert sent.postings.height + empty == need
    return Answer(question, sent, seconds)


def _sent_line(one: Answer) -> str:
    ways = one.sent.postings["distance_m"].to_numpy()
    empty = int(one.sent.short["short"].sum())
    mean, middle, most = ways.mean(), np.median(ways), np.quantile(ways, 0.9)
    return (
        f"| {one.question.name} | {one.sent.needed:,} | {one.sent.postings.height:,} | {empty:,} | {mean:,.0f} m | "
        f"{middle:,.0f} m | {most:,.0f} m | {one.seconds:.2f} | {one.sent.gap:.2%} |"
    )


def _week_line(week: Week) -> str:
    hours, nights = week.made.hours["hours"].to_numpy(), week.made.hours["nights"].to_numpy()
    places, empty = int(week.shifts["need"].sum()), int(week.made.short["missing"].sum())
    gap = (week.made.points - week.made.bound) / week.made.points if week.made.points else 0.0
    return (
        f"| {week.name} | {week.people.height:,} | {places:,} | {places - empty:,} | {empty:,} | "
        f"{hours.mean():.1f} h ({hours.min():g} to {hours.max():g}) | {nights.mean():.1f} | {week.faults} | "
        f"{week.seconds:.1f} | {gap:.0%} |"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "results")
