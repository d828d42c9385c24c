"""Every error a service may raise, declared once with its words in both languages.

An app declares its own in `problems.py`; `list_kinds` shows them all (docs and a test read it).
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from fangxian.engines.problems import Problem, Text

_kinds: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Kind:
    """A kind of problem; call it with the values its sentences name in braces."""

    code: str
    happened: Text
    expected: Text
    remedy: Text
    status: int

    def __call__(self, **values: object) -> Problem:
        """Return the problem, ready to be raised."""
        happened, expected, remedy = (
            Text(text.zh.format(**values), text.en.format(**values))
            for text in (self.happened, self.expected, self.remedy)
        )
        return Problem(self.code, happened, expected, remedy, self.status)


def declare(code: str, *, happened: Text, expected: Text, remedy: Text, status: int = 400) -> Kind:
    """Register a kind of problem under a code nobody else has."""
    if code in _kinds:
        raise ValueError(f"the problem {code} is declared twice")
    _kinds[code] = Kind(code, happened, expected, remedy, status)
    return _kinds[code]


def list_kinds() -> list[Kind]:
    """Return every declared kind by code, reading the apps' `problems.py` first."""
    for found in sorted(Path(__file__).parent.glob("*/problems.py")):
        import_module(f"{__package__}.{found.parent.name}.problems")
    return [_kinds[code] for code in sorted(_kinds)]


NOT_FOUND = declare(
    "not-found",
    happened=Text("找不到{what_zh}“{key}”。", "There is no {what} “{key}” for you."),
    expected=Text("应为您可见范围内的一个编号。", "Expected one within your reach."),
    remedy=Text(
        "请核对编号，或向上级确认职责范围。", "Check the number, or ask your office about your duty."
    ),
    status=404,
)
"""The same for what does not exist and for what is outside the reader's reach: neither may be told apart."""

NOT_YOUR_ROLE = declare(
    "not-your-role",
    happened=Text("您的岗位（{role}）不能执行“{act}”。", "Your role ({role}) may not do “{act}”."),
    expected=Text("该操作由有此职责的岗位执行。", "Expected somebody whose duty it is."),
    remedy=Text("请转交有权岗位，或申请任命。", "Pass it on, or ask to be appointed."),
    status=403,
)

REASON_NEEDED = declare(
    "reason-needed",
    happened=Text("没有填写理由。", "No reason was given."),
    expected=Text("该操作须写明理由并记入流水。", "Expected a reason; it goes into the journal."),
    remedy=Text("请填写理由后重试。", "Write the reason and try again."),
)
