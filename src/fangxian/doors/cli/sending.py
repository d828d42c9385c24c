"""The work of `fangxian assign-teams`."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from fangxian.doors.cli.balances import tell_balance
from fangxian.doors.cli.steps import Steps
from fangxian.doors.cli.terminal import say
from fangxian.engines.problems import Problem, Text
from fangxian.engines.staffing.sending import REASONS, SendingRules, Sent, assign_teams, get_solver
from fangxian.stores.gathering.postings import read_people_to_send, read_postings, read_posts
from fangxian.stores.outputs.postings import check_kind, write_postings

_MOST_SHORT_SHOWN = 40


@dataclass(frozen=True)
class Wish:
    """The command line as given; what was left out is None."""

    people: Path
    posts: Path
    out: Path
    previous: Path | None
    keep_teams: bool
    move_m: int
    split_m: int
    share_m: int
    far_m: int
    night_m: int
    solver: str


def run(wish: Wish) -> None:
    """Read, send, write, and say what came of it.

    Raises:
        Problem: a file that cannot be read, nobody to send or nothing to fill, an unknown solver.
    """
    get_solver(wish.solver)
    check_kind(wish.out)
    steps = Steps()
    with steps.running():
        steps(Text("读取文件", "reading the files"))
        people, posts = read_people_to_send(wish.people), read_posts(wish.posts)
        previous = read_postings(wish.previous) if wish.previous else None
        for path, given in ((wish.people, people), (wish.posts, posts), (wish.previous, previous)):
            if path is not None and given is not None:
                tell_balance(steps.say, path, given)
        if people.frame.is_empty() or not posts.frame["need"].sum():
            raise _nothing_to_do(wish)
        steps(Text("派员", "sending people to posts"))
        rules = SendingRules(
            keep_teams=wish.keep_teams,
            move_m=wish.move_m,
            split_m=wish.split_m,
            share_m=wish.share_m,
            night_m=wish.night_m,
            far_m=wish.far_m,
        )
        sent = assign_teams(
            people.frame, posts.frame, previous.frame if previous else None, rules=rules, solver=wish.solver
        )
        write_postings(wish.out, _in_words(sent.postings))
    _tell(sent, wish)
    say(f"{wish.out}: {sent.postings.height:,} people · 人")


def _in_words(postings: pl.DataFrame) -> pl.DataFrame:
    codes = pl.col("why").str.split(";").list
    words = {
        f"why_{name}": codes.eval(
            pl.element().replace({code: getattr(text, name) for code, text in REASONS.items()})
        ).list.join(joint)
        for name, joint in (("zh", "；"), ("en", "; "))
    }
    return postings.with_columns(**words)


def _tell(sent: Sent, wish: Wish) -> None:
    filled, short = sent.postings.height, int(sent.short["short"].sum())
    walked = sent.postings["distance_m"].drop_nulls()
    say(f"needed · 需要: {sent.needed:,} = {filled:,} sent · 已派 + {short:,} short · 缺员")
    say(f"reserve · 备勤: {sent.reserve.height:,}")
    if len(walked):
        say(
            f"distance · 距离: mean · 人均 {sent.walked_m / len(walked):,.0f} m, farthest · 最远 {max(walked):,.0f} m"
        )
    if wish.previous is not None:
        say(f"moved · 调动: {sent.moved:,}")
    if wish.keep_teams:
        say(f"teams split · 拆分工作队: {sent.splits:,}")
    say(
        f"cost · 代价: {sent.cost:,.0f} m (moves, splits, shares and posts left short counted in · 含调动、拆分、均衡与缺员)"
    )
    say(f"bound · 下界: {sent.bound:,.0f} m (dual prices over every pair · 全部人岗对的对偶价格)")
    say(f"gap · 差距: {sent.gap:.4%}")
    for row in sent.short.head(_MOST_SHORT_SHOWN).iter_rows(named=True):
        skills = row["skills"] or "any · 不限"
        say(f"  short · 缺员: {row['post_id']}, {skills}, {row['short']} people · 人")
    if sent.short.height > _MOST_SHORT_SHOWN:
        say(
            f"  and {sent.short.height - _MOST_SHORT_SHOWN} more posts · 另有 {sent.short.height - _MOST_SHORT_SHOWN} 个岗位"
        )


def _nothing_to_do(wish: Wish) -> Problem:
    return Problem(
        "nobody-or-nothing",
        Text(
            f"{wish.people.name} 中没有可派人员, 或 {wish.posts.name} 中没有需求。",
            f"{wish.people.name} holds nobody to send, or {wish.posts.name} no need.",
        ),
        Text(
            "至少一人和一个 need 大于 0 的岗位。",
            "At least one person and one post with a need above 0 are expected.",
        ),
        Text("请检查文件；未写入任何文件。", "Check the files; nothing was written."),
    )
