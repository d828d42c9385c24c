"""Every error with its words, read from the source: whoever raises one writes it out."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tools.shape import list_sources

HEAD = """# Problems

Every error a person may see: its code, the HTTP status a door answers with, and what to do. Words in braces are
filled in. `make docs` writes this page from the code.

| code | status | what happened 发生了什么 | what to do 怎么办 |
|---|---|---|---|
"""
SENTENCES = ("happened", "expected", "remedy")


@dataclass(frozen=True, order=True)
class Described:
    """One error as the page shows it."""

    code: str
    status: str
    happened: str
    remedy: str


def _words(node: ast.expr) -> str:
    """Return the words of a string or f-string; what it fills in stays in braces."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{…}" for part in node.values)
    return "{…}"


def _sentence(node: ast.expr | None) -> str:
    """Return both languages of a `Text(zh, en)`, or "" where the words come from elsewhere."""
    if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text"):
        return ""
    texts = [*node.args, *(keyword.value for keyword in node.keywords)]
    return "<br>".join(_words(text) for text in reversed(texts)).replace("|", "\\|").replace("\n", " ")


def _described(call: ast.Call) -> Described | None:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    code = call.args[0] if call.args else None
    names_one = name.endswith("Problem") or name in {"declare", "__init__"}
    if not names_one or not isinstance(code, ast.Constant) or not isinstance(code.value, str):
        return None
    # A pack's problem says where before it says what.
    after_code = [
        argument for argument in call.args[1:] if not ast.unparse(argument).lower().startswith("spot")
    ]
    given = dict(zip(SENTENCES, after_code, strict=False))
    given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    status = given.get("status", after_code[3] if len(after_code) > 3 else None)
    shown = str(status.value) if isinstance(status, ast.Constant) else "400"
    return Described(str(code.value), shown, _sentence(given.get("happened")), _sentence(given.get("remedy")))


def list_problems() -> Iterator[Described]:
    """Yield every error written out anywhere in the source."""
    for path in list_sources("src/fangxian"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found = _described(node) if isinstance(node, ast.Call) else None
            if found:
                yield found


def describe_problems() -> str:
    """Return the page."""
    rows = (
        f"| `{found.code}` | {found.status} | {found.happened} | {found.remedy} |"
        for found in sorted(set(list_problems()))
    )
    return HEAD + "\n".join(rows) + "\n"
