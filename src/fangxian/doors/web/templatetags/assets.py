"""Tags for the islands: their script and styles from Vite's manifest."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from fangxian.doors.web.assets import script_url, style_urls

register = template.Library()


@register.simple_tag
def island_script(entry: str) -> SafeString:
    """Return the script element of an island."""
    return format_html('<script type="module" src="{}"></script>', script_url(entry))


@register.simple_tag
def island_styles(entry: str) -> SafeString:
    """Return the style links an island brings."""
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((url,) for url in style_urls(entry)))
