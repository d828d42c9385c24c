"""Every operation of the API, read from its OpenAPI document."""

import json
from collections.abc import Iterator
from typing import Any

from fangxian.site.start import start

HEAD = """# API

The same acts as on the pages, for programs. A running server shows it at `/api/docs` and describes it to machines at
`/api/openapi.json`. `make docs` writes this page from the code.

```
TOKEN=$(fangxian api-token --as district-cdc --purpose "nightly line list")
curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8320/api/outbreaks
```

Every read is limited to the reach of the token's user; what lies outside it answers 404, exactly like what does not
exist. An error is a problem in both languages, see [problems](problems.md):

```json
{"code": "not-found", "happened": {"zh": "…", "en": "…"}, "expected": {"zh": "…", "en": "…"}, "remedy": {"zh": "…", "en": "…"}}
```

`as_of` is the moment judged, `known_at` what had been recorded by then ([two clocks](../concepts/clocks.md)); both
default to now and are instants with a zone.
"""


def read_openapi() -> dict[str, Any]:
    """Return the OpenAPI document as a client gets it."""
    start()
    from fangxian.doors.api.urls import api

    schema: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    return schema


def _operations(schema: dict[str, Any]) -> Iterator[str]:
    group = ""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if operation["tags"][0] != group:
                group = operation["tags"][0]
                yield f"\n## {group}\n\n| | | |\n|---|---|---|"
            asked = [p["name"] for p in operation.get("parameters", []) if p["in"] == "query"]
            query = f" Query: {', '.join(f'`{name}`' for name in asked)}." if asked else ""
            words = " ".join(operation.get("description", operation["summary"]).split())
            yield f"| `{method.upper()}` | `{path}` | {words}{query} |"


def describe_api() -> str:
    """Return the page."""
    return HEAD + "\n".join(_operations(read_openapi())) + "\n"
