"""One office's day, drawn in a line of words and hours."""

from collections.abc import Callable

import pytest
from drawn_clocks import draw

from fangxian.engines.timing import Subject


@pytest.fixture
def office() -> Callable[..., Subject]:
    """Draw what happened to one case at one office."""
    return draw
