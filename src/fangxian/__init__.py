"""Fangxian 防线: an outbreak-response command system for a city or county."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fangxian.engines.tracing import plain_rule, trace

__version__ = "0.1.0"
__all__ = ["plain_rule", "trace"]


def __getattr__(name: str) -> Any:
    """`import fangxian as fx; fx.trace(...)`: engines are loaded when first asked for."""
    if name in __all__:
        from fangxian.engines import tracing

        return getattr(tracing, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
