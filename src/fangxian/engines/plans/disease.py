"""A disease: its natural history as figures, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass

from fangxian.engines.plans.plan import Figure
from fangxian.engines.problems import Text


@dataclass(frozen=True)
class Disease:
    """One disease pack. `immune_values` are the words of a person's immunity that count as immune."""

    id: str
    title: Text
    agent: Text
    case_definition: Text
    immune_values: tuple[str, ...]
    figures: Mapping[str, Figure]
    source_titles: Mapping[str, str]
