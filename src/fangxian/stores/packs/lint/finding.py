"""One thing a plan's author should look at."""

from dataclasses import dataclass
from pathlib import Path

from fangxian.engines.problems import Text
from fangxian.stores.packs.problems import PackProblem
from fangxian.stores.packs.spots import Spot


@dataclass(frozen=True)
class Finding:
    """File, line, a stable code, what is wrong and what to do."""

    file: Path
    line: int
    code: str
    happened: Text
    remedy: Text

    @classmethod
    def at(cls, spot: Spot, code: str, happened: Text, remedy: Text) -> "Finding":
        """Return a finding at a line of a file."""
        return cls(spot.file, spot.line, code, happened, remedy)

    @classmethod
    def of(cls, problem: PackProblem) -> "Finding":
        """Return what kept a pack from being read as a finding."""
        happened = Text(
            f"{problem.plain.zh} {problem.expected.zh}", f"{problem.plain.en} {problem.expected.en}"
        )
        return cls(problem.spot.file, problem.spot.line, problem.code, happened, problem.remedy)
