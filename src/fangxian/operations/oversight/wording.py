"""What the stages of a sanction are called."""

from fangxian.engines.problems import Text

STAGES = {
    "opened": Text("已告知，待陈述申辩", "told, waits to be heard"),
    "heard": Text("已陈述申辩，待决定", "heard, waits for a decision"),
    "dismissed": Text("不予追责", "no sanction"),
    "decided": Text("已决定", "decided"),
    "appealed": Text("复议中", "under appeal"),
    "final": Text("复议已结", "appeal decided"),
    "annulled": Text("复议撤销", "annulled on appeal"),
    "withdrawn": Text("已撤回", "withdrawn"),
}
