"""Every word of the interface is there in both languages, and neither leaks into the other."""

import re
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


def _all_words() -> list[tuple[str, str, Text]]:
    pages = [name for name in PAGES if (HERE / "pages" / name / "words.py").exists()]
    sets: list[tuple[str, Words]] = [
        (name, import_module(f"fangxian.doors.web.pages.{name}.words").WORDS) for name in pages
    ]
    found = [
        (page, key, text) for page, words in [("chrome", CHROME), *sets] for key, text in words.texts.items()
    ]
    codes = vocabulary.VOCABULARIES.items()
    return found + [(name, code, text) for name, words in codes for code, text in words.items()]


WORDS = _all_words()


@pytest.mark.parametrize(
    ("page", "key", "text"), WORDS, ids=lambda part: part if isinstance(part, str) else ""
)
def test_a_word_is_said_in_both_languages_and_mixes_neither(page: str, key: str, text: Text) -> None:
    assert text.zh.strip(), f"{page}.{key} has no Chinese"
    assert text.en.strip(), f"{page}.{key} has no English"
    assert not CHINESE.search(text.en), f"{page}.{key}: Chinese in the English words"
    assert not re.search(r"[A-Za-z]{2,}", ALLOWED_LATIN.sub("", text.zh)), (
        f"{page}.{key}: English in the Chinese words"
    )


@pytest.mark.parametrize(
    ("page", "key", "text"), WORDS, ids=lambda part: part if isinstance(part, str) else ""
)
def test_both_sentences_take_the_same_values(page: str, key: str, text: Text) -> None:
    assert sorted(re.findall(r"\{(\w+)\}", text.zh)) == sorted(re.findall(r"\{(\w+)\}", text.en))


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
