"""Addresses of the built front end, read from Vite's manifest."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.templatetags.static import static

from fangxian.doors.web import HERE
from fangxian.engines.problems import Problem, Text

BUILT = HERE / "static" / "built"


@cache
def _read_manifest(path: Path) -> dict[str, dict[str, object]]:
    if not path.exists():
        raise Problem(
            "front-end-not-built",
            Text("前端尚未构建。", "The front end has not been built."),
            Text(f"需要文件 {path.name}。", f"The file {path.name} was expected."),
            Text("请运行 npm ci && npm run build。", "Run: npm ci && npm run build."),
            status=503,
        )
    return json.loads(path.read_text())


def script_url(entry: str) -> str:
    """Return the address of an entry's script, e.g. `script_url("map")`."""
    chunk = _read_manifest(BUILT / "manifest.json")[f"islands/{entry}.js"]
    return static(f"built/{chunk['file']}")


def style_urls(entry: str) -> list[str]:
    """Return the addresses of the styles an entry brings, those of what it imports first: islands share the map's."""
    manifest = _read_manifest(BUILT / "manifest.json")
    return [static(f"built/{name}") for name in dict.fromkeys(_styles(manifest, f"islands/{entry}.js"))]


def _styles(manifest: dict[str, dict[str, object]], key: str) -> Iterator[str]:
    chunk = manifest[key]
    imports, styles = chunk.get("imports", []), chunk.get("css", [])
    assert isinstance(imports, list)
    assert isinstance(styles, list)
    for imported in imports:
        yield from _styles(manifest, imported)
    yield from styles
