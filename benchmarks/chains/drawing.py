"""The calibration plot as a plain SVG: said against true, for all rows and for the first of each case."""

import polars as pl

SIZE, EDGE = 320, 44


def draw_calibration(every: pl.DataFrame, first: pl.DataFrame) -> str:
    """Return the plot; both tables as `scoring.calibration` gives them."""
    ticks = "".join(_tick(share / 4) for share in range(5))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE + 2 * EDGE}" height="{SIZE + 2 * EDGE}" '
        'font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="4 4"/>',
        f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" stroke="#333" fill="none"/>',
        ticks,
        _series(every, "#1f5fa8", "circle"),
        _series(first, "#b8501f", "square"),
        f'<text x="{_x(0.5)}" y="{_y(0) + 36}" text-anchor="middle">probability said</text>',
        f'<text x="12" y="{_y(0.5)}" transform="rotate(-90 12 {_y(0.5)})" text-anchor="middle">share true</text>',
        f'<text x="{_x(0.05)}" y="{_y(0.95)}" fill="#1f5fa8">● all candidates</text>',
        f'<text x="{_x(0.05)}" y="{_y(0.9)}" fill="#b8501f">■ the first of each case</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(share: float) -> float:
    return round(EDGE + share * SIZE, 1)


def _y(share: float) -> float:
    return round(EDGE + (1 - share) * SIZE, 1)


def _tick(share: float) -> str:
    return (
        f'<text x="{_x(share)}" y="{_y(0) + 16}" text-anchor="middle">{share:.0%}</text>'
        f'<text x="{EDGE - 6}" y="{_y(share) + 4}" text-anchor="end">{share:.0%}</text>'
    )


def _series(table: pl.DataFrame, colour: str, mark: str) -> str:
    points = [(_x(said), _y(true)) for said, true in table.select("probability", "true").iter_rows()]
    line = "L".join(f"{x} {y}" for x, y in points)
    marks = "".join(_mark(x, y, colour, mark) for x, y in points)
    return f'<path d="M{line}" stroke="{colour}" fill="none"/>{marks}'


def _mark(x: float, y: float, colour: str, mark: str) -> str:
    if mark == "circle":
        return f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>'
    return f'<rect x="{x - 4}" y="{y - 4}" width="8" height="8" fill="{colour}"/>'
