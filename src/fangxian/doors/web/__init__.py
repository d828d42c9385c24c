"""The web door: server-rendered pages with HTMX, and two islands (map, curve)."""

from pathlib import Path

HERE = Path(__file__).parent
