"""Errors a person can act on: what happened, what was expected, what to do next, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """One sentence or name in both languages."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """Return the words of `language` ("zh…" or any other, read as English).

        >>> Text("病例", "case").in_("en")
        'case'
        """
        return self.zh if language.startswith("zh") else self.en


class Problem(Exception):  # noqa: N818 - it is the field's word, and every door catches it by this name
    """Raised by every floor; doors show it, never a traceback.

    `code` is stable and in kebab case; `status` is the HTTP status a door answers with.
    """

    def __init__(self, code: str, happened: Text, expected: Text, remedy: Text, status: int = 400) -> None:
        super().__init__(f"{happened.en} {expected.en} {remedy.en}")
        self.code, self.happened, self.expected, self.remedy = code, happened, expected, remedy
        self.status = status

    def in_(self, language: str) -> str:
        """Return the three sentences in one language."""
        return " ".join(text.in_(language) for text in (self.happened, self.expected, self.remedy))
