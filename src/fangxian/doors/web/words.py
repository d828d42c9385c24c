"""Words of the interface, always in both languages at once: a page's words live in its `words.py`."""

from collections.abc import Mapping
from typing import Any

from fangxian.engines.problems import Text


class Words:
    """The words of a page by key.

    >>> Words(found=Text("{people}人", "{people} people")).in_("en").say("found", people=1200)
    '1,200 people'
    """

    def __init__(self, **texts: Text) -> None:
        self.texts = texts

    def __or__(self, other: "Words") -> "Words":
        return Words(**{**self.texts, **other.texts})

    def in_(self, language: str) -> "Spoken":
        """Return these words in one language."""
        return Spoken(self.texts, language)


class Spoken:
    """Words in one language, for templates: `{{ w.title }}`. A word that is missing is an error."""

    def __init__(self, texts: Mapping[str, Text], language: str) -> None:
        self.texts, self.language = texts, language

    def __getitem__(self, key: str) -> str:
        return self.texts[key].in_(self.language)

    def say(self, key: str, **values: Any) -> str:
        """Return a sentence with its values; whole numbers get thousands separators."""
        return self[key].format(**{name: _spoken(value, self.language) for name, value in values.items()})


def _spoken(value: Any, language: str) -> str:
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)
