"""Examples in docstrings run, and every public function of an engine has one."""

import doctest
import inspect
from importlib import import_module
from types import FunctionType, ModuleType

import pytest

from tools.shape import ROOT, list_sources


def _modules(folder: str) -> list[str]:
    paths = [path for path in list_sources(f"src/fangxian/{folder}") if ">>>" in path.read_text("utf-8")]
    names = [".".join(path.relative_to(ROOT / "src").with_suffix("").parts) for path in paths]
    return [name.removesuffix(".__init__") for name in names]


def _engines() -> list[ModuleType]:
    found = sorted((ROOT / "src/fangxian/engines").glob("*/__init__.py"))
    return [import_module(f"fangxian.engines.{path.parent.name}") for path in found]


def _public_functions(engine: ModuleType) -> list[FunctionType]:
    offered = (getattr(engine, name) for name in getattr(engine, "__all__", ()))
    return [thing for thing in offered if isinstance(thing, FunctionType)]


@pytest.mark.parametrize(
    "name", [*_modules("engines"), *_modules("stores"), *_modules("site"), *_modules("operations")]
)
def test_examples_say_what_happens(name: str) -> None:
    result = doctest.testmod(import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted > 0
    assert result.failed == 0


def test_every_public_function_of_an_engine_has_an_example() -> None:
    silent = [
        f"{engine.__name__}.{function.__name__}"
        for engine in _engines()
        for function in _public_functions(engine)
        if ">>>" not in (inspect.getdoc(function) or "")
    ]
    assert silent == []


def test_every_public_function_of_an_engine_is_fully_typed() -> None:
    for engine in _engines():
        for function in _public_functions(engine):
            signature = inspect.signature(function)
            untyped = [
                name for name, given in signature.parameters.items() if given.annotation is given.empty
            ]
            assert untyped == [], function
            assert signature.return_annotation is not signature.empty, function
