"""The labelled itineraries, and how much of each field of their stays is read right."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fangxian.engines.itineraries import Stay, read_itinerary
from fangxian.stores.gathering.gazetteers import pack_gazetteer

FILE = Path(__file__).parent / "itineraries.txt"
ANCHOR = date(2021, 7, 30)
LATER = ("held", "third")
"""The parts that were written after the rules: their texts have the name of the part as first line."""

FIELDS = ("place", "day", "hours", "precision", "whole")

Told = dict[str, str]
"""A stay as labels have it: place, day, hours, precision."""


@dataclass(frozen=True)
class LabelledItinerary:
    """A text and the stays it tells of; `part`: tune, held or third."""

    part: str
    text: str
    stays: tuple[Told, ...]


@dataclass
class FieldTally:
    """Of each field: how many were right, how many were read, how many were told; and the texts that failed."""

    right: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    silently_wrong: int = 0
    failures: list[tuple[LabelledItinerary, list[Told]]] = field(default_factory=list)

    def precision(self, name: str) -> float:
        """Return the share of what was read that is right."""
        return self.right[name] / self.read[name] if self.read[name] else 1.0

    def recall(self, name: str) -> float:
        """Return the share of what was told that was read right."""
        return self.right[name] / self.told[name] if self.told[name] else 1.0


def read_labelled_itineraries(file: Path = FILE) -> list[LabelledItinerary]:
    """Return the labelled itineraries."""
    found: list[LabelledItinerary] = []
    for block in file.read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        told = [line[2:] for line in lines if line.startswith("> ")]
        part = told[0] if told and told[0] in LATER else "tune"
        text = "\n".join(told[part in LATER :])
        if text:
            stays = tuple(_told(line) for line in lines if not line.startswith(">"))
            found.append(LabelledItinerary(part, text, stays))
    return found


def judge_itineraries(labelled: Iterable[LabelledItinerary], pack: str = "hunan-4") -> FieldTally:
    """Read every text and compare; a field counts together with its place, the whole stay as one.

    A place given that the text does not tell of is silently wrong.
    """
    tally, gazetteer = FieldTally(), pack_gazetteer(pack)
    for one in labelled:
        read = [_read(stay) for stay in read_itinerary(one.text, gazetteer, anchor=ANCHOR).stays]
        for name in FIELDS:
            given, due = _values(read, name), _values(one.stays, name)
            tally.right[name] += (given & due).total()
            tally.read[name] += given.total()
            tally.told[name] += due.total()
        codes = {stay["place"] for stay in one.stays}
        tally.silently_wrong += sum(stay["place"][0] != "?" and stay["place"] not in codes for stay in read)
        if _values(read, "whole") != _values(one.stays, "whole"):
            tally.failures.append((one, read))
    return tally


def _values(stays: Iterable[Told], name: str) -> Counter[tuple[str, ...]]:
    keys = (
        ("place",)
        if name == "place"
        else ("place", "day", "hours", "precision")
        if name == "whole"
        else ("place", name)
    )
    return Counter(tuple(stay[key] for key in keys) for stay in stays)


def _told(line: str) -> Told:
    day, begin, end, precision, place = (cell.strip() for cell in line.split("|"))
    return {"day": day, "hours": f"{begin}-{end}", "precision": precision, "place": place}


def _read(stay: Stay) -> Told:
    day = f"{stay.on} {stay.until_on}" if stay.until_on > stay.on else str(stay.on)
    hours = f"{_clock(stay.from_minute)}-{_clock(stay.to_minute)}"
    return {
        "day": day,
        "hours": hours,
        "precision": stay.precision,
        "place": stay.code or f"?{stay.place_text}",
    }


def _clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"
