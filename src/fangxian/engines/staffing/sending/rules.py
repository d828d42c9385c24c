"""What counts, and how much: everything is told in metres, so that one number can be printed and compared."""

from dataclasses import dataclass

from fangxian.engines.problems import Problem, Text


@dataclass(frozen=True)
class SendingRules:
    """How much each thing counts against a metre travelled.

    unfilled_m: a post of weight 1 left without one person; far above any distance, so that needs come first.
    move_m: somebody who served at a post before is sent elsewhere, or home.
    split_m: a team is split over one more post (only with `keep_teams`).
    share_m: an employer gives a fifth more of its people, after the first fifth.
    hour_m, night_m: an hour, and a night besides, that somebody worked in the last seven days: the rested go first.
    far_m: each metre of one's way beyond so many counts twice, so that nobody goes far to spare others a little; 0: all
        metres count alike.
    unknown_m: the way of somebody whose position, or whose post's, is not known.
    """

    keep_teams: bool = False
    unfilled_m: int = 1_000_000
    move_m: int = 3_000
    split_m: int = 5_000
    share_m: int = 500
    hour_m: int = 20
    night_m: int = 300
    far_m: int = 0
    unknown_m: int = 20_000

    def __post_init__(self) -> None:
        amounts = (
            self.move_m,
            self.split_m,
            self.share_m,
            self.hour_m,
            self.night_m,
            self.far_m,
            self.unknown_m,
        )
        if min(amounts) < 0 or self.unfilled_m < 1:
            raise Problem(
                "not-sending-rules",
                Text("派员规则中有负数。", "A rule for sending people is below zero."),
                Text(
                    "应不小于 0, 缺员代价不小于 1。",
                    "Expected nothing below 0, and an unfilled post to cost.",
                ),
                Text("请改正后重试。", "Correct it and try again."),
            )


STEPS = 5
"""In how many equal parts an employer's people are counted: the first costs nothing, each later one `share_m` more."""
