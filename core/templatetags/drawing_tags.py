"""Draw the landscape of a page that has no photograph."""

from django import template
from django.utils.safestring import mark_safe

from core.drawing import landscape, mark_for

register = template.Library()


@register.simple_tag
def drawing(page, width=640, height=360):
    """Return the page's landscape as inline SVG; the same page is always drawn alike."""
    seed = str(getattr(page, "translation_key", "") or page.title)
    mark = getattr(page, "mark", "")
    return drawing_of(seed=seed, section=page.section, mark=mark, width=width, height=height)


@register.simple_tag
def drawing_of(*, seed, section, mark="", width=640, height=360):
    """Return a landscape that belongs to no page."""
    mark = mark or mark_for(str(seed))
    svg = landscape(seed=str(seed), section=section, mark=mark, width=width, height=height)
    return mark_safe(svg)  # noqa: S308 - figures and colours only, no text of anybody's
