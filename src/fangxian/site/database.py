"""Which database: SQLite unless FANGXIAN_DATABASE_URL names a PostgreSQL."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from fangxian.engines.problems import Problem, Text

# synchronous=FULL: an acknowledged order survives a power cut. secure_delete: a destroyed key leaves no trace.
_ON_CONNECT = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
)


def read_database(url: str, home: Path) -> dict[str, Any]:
    """Return Django's description of the database `url` names ("": the embedded one under `home`).

    >>> read_database("postgresql://ann@db.example/fangxian", Path("/unused"))["HOST"]
    'db.example'
    """
    return _postgresql(url) if url else _sqlite(home / "fangxian.sqlite3")


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # A writer takes the lock when it begins: two that read first and write later would dead-lock.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": _ON_CONNECT, "timeout": 20},
        "CONN_MAX_AGE": None,
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise Problem(
            "not-a-database-address",
            Text("FANGXIAN_DATABASE_URL 无法识别。", "FANGXIAN_DATABASE_URL is not understood."),
            Text("应为 postgresql://用户:口令@主机/库名。", "Expected postgresql://user:password@host/name."),
            Text(
                "请改正，或删去该变量以使用内置数据库。",
                "Correct it, or unset it to use the embedded database.",
            ),
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
