"""Every word of the interface is there in both languages, and neither leaks into the other."""

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

from fangxian.doors.web import HERE, vocabulary
from fangxian.doors.web.chrome import CHROME
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
ALLOWED_LATIN = re.compile(
    r"\{\w+\}|CSV|Excel|Parquet|GeoJSON|fangxian load --outbreak hunan-2021|2021-07-24|n c|CDC"
)
PAGES = sorted(path.parent.name for path in (HERE / "pages").glob("*/urls.py"))


def _all_words() -> dict[str, Mapping[str, Text]]:
    pages = [name for name in PAGES if (HERE / "pages" / name / "words.py").exists()]
    sets: list[tuple[str, Words]] = [
        (name, import_module(f"fangxian.doors.web.pages.{name}.words").WORDS) for name in pages
    ]
    told = {page: words.texts for page, words in [("chrome", CHROME), *sets]}
    codes = {f"vocabulary {name}": words for name, words in vocabulary.VOCABULARIES.items()}
    return {**told, **codes}


WORDS = _all_words()


@pytest.mark.parametrize("page", WORDS)
def test_every_word_of_a_page_is_said_in_both_languages_and_mixes_neither(page: str) -> None:
    faults = {key: fault for key, text in WORDS[page].items() if (fault := _find_fault(text))}
    assert faults == {}


@pytest.mark.parametrize("page", WORDS)
def test_both_sentences_take_the_same_values(page: str) -> None:
    values = re.compile(r"\{(\w+)\}")
    assert {
        key: (text.zh, text.en)
        for key, text in WORDS[page].items()
        if sorted(values.findall(text.zh)) != sorted(values.findall(text.en))
    } == {}


def _find_fault(text: Text) -> str:
    if not (text.zh.strip() and text.en.strip()):
        return "one language says nothing"
    if CHINESE.search(text.en):
        return f"Chinese in the English words: {text.en}"
    latin = re.search(r"[A-Za-z]{2,}", ALLOWED_LATIN.sub("", text.zh))
    return f"English in the Chinese words: {latin[0]}" if latin else ""


def _templates() -> list[Path]:
    return sorted([*(HERE / "pages").glob("*/*.html"), *(HERE / "templates").rglob("*.html")])


@pytest.mark.parametrize("path", _templates(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_template_says_nothing_itself(path: Path) -> None:
    """Words come from `w` and the vocabulary: what is left outside tags holds no sentence of its own."""
    text = path.read_text()
    for pattern in (r"{#.*?#}", r"{%.*?%}", r"{{.*?}}", r"<code>.*?</code>", r"<[^>]+>"):
        text = re.sub(pattern, " ", text, flags=re.DOTALL)
    if path.name == "languages.html":
        text = text.replace("中文", "").replace("English", "")
    assert not re.search(r"[A-Za-z\u3400-\u9fff]{2,}", text), text.split()


@pytest.mark.parametrize("path", _templates(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_template_has_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=|\son\w+\s*=\s*[\"']|javascript:|<style|hx-on", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("page", [name for name in PAGES if (HERE / "pages" / name / "words.py").exists()])
def test_a_page_does_not_change_a_word_of_the_frame(page: str) -> None:
    words = import_module(f"fangxian.doors.web.pages.{page}.words").WORDS
    same = set(words.texts) & set(CHROME.texts)
    assert {key for key in same if words.texts[key] != CHROME.texts[key]} == set()


def _journal_codes() -> set[tuple[str, str]]:
    """The verbs and objects the services write down, read from their source."""
    calls = re.compile(r"record\(\s*\w+,\s*\"([\w -]+)\",\s*\"([\w-]+)\"")
    sources = (HERE.parents[1] / "operations").rglob("*.py")
    return {pair for path in sources for pair in calls.findall(path.read_text())}


def test_whatever_the_journal_writes_has_its_words() -> None:
    codes = _journal_codes()
    assert len(codes) > 20
    assert {verb for verb, _ in codes} <= set(vocabulary.VERBS)
    assert {thing for _, thing in codes} <= set(vocabulary.OBJECTS)


@pytest.mark.parametrize("page", [name for name in PAGES if (HERE / "pages" / name / "words.py").exists()])
def test_every_word_of_a_page_is_said_somewhere(page: str) -> None:
    words = import_module(f"fangxian.doors.web.pages.{page}.words").WORDS
    sources = [
        path
        for path in (HERE / "pages" / page).iterdir()
        if path.suffix in (".html", ".py") and path.name != "words.py"
    ]
    text = "\n".join(path.read_text() for path in sources)
    # A family of words is said by a code: `f"step_{…}"`.
    families = tuple(re.findall(r"f\"(\w+_)\{", text))
    unsaid = {key for key in words.texts if not re.search(rf"\b{key}\b", text)}
    assert {key for key in unsaid if not key.startswith(families)} == set()
