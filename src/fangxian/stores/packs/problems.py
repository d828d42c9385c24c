"""What can be wrong with a pack: always with the file, the line and the remedy."""

from collections.abc import Iterable
from pathlib import Path

from fangxian.engines.problems import Problem, Text
from fangxian.stores.packs.spots import Spot


class PackProblem(Problem):
    """A pack that cannot be used. `also` holds further problems found in the same reading."""

    def __init__(self, code: str, spot: Spot, happened: Text, expected: Text, remedy: Text) -> None:
        where = f"{spot.file}:{spot.line}"
        super().__init__(
            code,
            Text(f"{where}: {happened.zh}", f"{where}: {happened.en}"),
            expected,
            remedy,
        )
        self.spot, self.plain = spot, happened
        self.also: tuple[PackProblem, ...] = ()

    @property
    def all(self) -> tuple["PackProblem", ...]:
        """This problem and those found with it."""
        return (self, *self.also)


def raise_all(problems: Iterable[PackProblem]) -> None:
    """Raise the first of `problems` carrying the others; do nothing when there is none."""
    found = tuple(problems)
    if found:
        found[0].also = found[1:]
        raise found[0]


def unreadable(file: Path, line: int, why: str) -> PackProblem:
    """The file is not YAML."""
    return PackProblem(
        "pack-not-yaml",
        Spot(file, line),
        Text(f"不是有效的 YAML ({why})。", f"This is not valid YAML ({why})."),
        Text("资源包是一个 YAML 映射。", "A pack is one YAML mapping."),
        Text("请改正该行的缩进或引号。", "Correct the indentation or quotes of that line."),
    )


def unknown_figure(spot: Spot, name: str, known: Iterable[str]) -> PackProblem:
    """A `$name` that no figure carries."""
    listed = ", ".join(sorted(known)) or "-"
    return PackProblem(
        "unknown-figure",
        spot,
        Text(f"没有名为 {name} 的数值。", f"No figure is named {name}."),
        Text(f"可用: {listed}。", f"There are: {listed}."),
        Text("请在 figures 下写明该数值及来源。", "Write the figure with its source under `figures`."),
    )


def unknown_reference(spot: Spot, kind: Text, name: str, known: Iterable[str]) -> PackProblem:
    """A pack, level or source that is named but does not exist."""
    listed = ", ".join(sorted(known)) or "-"
    slug = kind.en.replace(" ", "-")
    return PackProblem(
        f"unknown-{slug}",
        spot,
        Text(f"没有{kind.zh} {name}。", f"There is no {kind.en} called {name}."),
        Text(f"可用: {listed}。", f"There are: {listed}."),
        Text("请改正名称，或补上它。", "Correct the name, or add it."),
    )


def wrong_id(spot: Spot, folder: str, found: object) -> PackProblem:
    """The id in the file is not the name of its folder."""
    return PackProblem(
        "id-is-not-the-folder",
        spot,
        Text(f"id 为 {found}，文件夹名为 {folder}。", f"The id is {found}, the folder is called {folder}."),
        Text("二者须相同。", "They must be the same."),
        Text(f"请写 id: {folder}，或改文件夹名。", f"Write id: {folder}, or rename the folder."),
    )
