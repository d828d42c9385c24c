"""What came of reading a file: the balance in one line, and the first lines that were refused, each with its reason."""

from collections.abc import Callable
from pathlib import Path

from fangxian.stores.inputs import Imported

REFUSED_SHOWN = 20


def tell_balance(say: Callable[[str], None], path: Path, given: Imported) -> None:
    """Say how many rows were read, and what became of each of them."""
    say(
        f"{path.name}: read {given.read} = {given.accepted} accepted + {given.duplicate} duplicate "
        f"+ {given.rejected.height} rejected · 读入 {given.read}，采用 {given.accepted}，"
        f"重复 {given.duplicate}，未采用 {given.rejected.height}"
    )
    for row in given.rejected.head(REFUSED_SHOWN).iter_rows(named=True):
        say(
            f"  line {row['line']} {row['column']}: {row['reason_en']} · 第 {row['line']} 行: {row['reason_zh']}"
        )
