"""The number of a tube as a QR code for a label."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe

_SCALE = 3


def draw_code(code: str) -> SafeString:
    """Return the number as an SVG of its QR code, small enough for a tube's label."""
    drawn = io.BytesIO()
    segno.make(code, error="m", micro=False).save(
        drawn,
        kind="svg",
        scale=_SCALE,
        border=2,
        xmldecl=False,
        svgns=False,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
    )
    # Numbers of ours hold letters and digits only, and segno draws them as paths.
    return mark_safe(drawn.getvalue().decode())
