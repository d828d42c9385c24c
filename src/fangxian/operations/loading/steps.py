"""How a load tells how far it is."""

from collections.abc import Callable

from fangxian.engines.problems import Text

Progress = Callable[[Text, int, int], None]
"""Called with the step, how much of it is done, and of how much."""
