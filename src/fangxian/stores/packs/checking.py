"""Hold a tree to its shape and say, in both languages and with the line, what does not fit."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from fangxian.engines.problems import Text
from fangxian.stores.packs.documents import Document
from fangxian.stores.packs.problems import PackProblem, raise_all

Shape = TypeVar("Shape", bound=BaseModel)


def hold_to(shape: type[Shape], tree: dict[str, Any], document: Document) -> Shape:
    """Return `tree` as `shape`.

    Raises:
        PackProblem: the first misfit; `also` holds the others.
    """
    try:
        return shape.model_validate(tree)
    except ValidationError as error:
        raise_all(_problem(one, document) for one in error.errors())
        raise


def _problem(error: ErrorDetails, document: Document) -> PackProblem:
    path = tuple(str(part) for part in error["loc"])
    spot, name = document.spot(path), ".".join(path)
    kind = error["type"]
    if kind == "missing":
        return _missing(path[-1], name, document, path)
    if kind == "extra_forbidden":
        return PackProblem(
            "unknown-key",
            spot,
            Text(f"未知的键 {name}。", f"The key {name} is not known."),
            Text("键名须与格式一致。", "Keys must be those of the format."),
            Text("请查 docs/reference/packs.md 改正键名。", "Look the key up in docs/reference/packs.md."),
        )
    return PackProblem(
        "wrong-value",
        spot,
        Text(f"{name} 的值不合要求: {error['input']!r}。", f"{name} holds {error['input']!r}."),
        Text(f"要求: {error['msg']}。", f"{error['msg']}."),
        Text("请改正该值。", "Correct the value."),
    )


def _missing(key: str, name: str, document: Document, path: tuple[str, ...]) -> PackProblem:
    return PackProblem(
        f"missing-{key.replace('_', '-')}",
        document.spot(path),
        Text(f"缺少 {name}。", f"{name} is missing."),
        Text(f"每个这样的条目都须写明 {key}。", f"Every entry of this kind states its {key}."),
        Text(f"请补上 {name}。", f"Add {name}."),
    )
