"""In which language something is, for readers and for their browsers and screen readers."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy

register = template.Library()

IN_LANGUAGE = {
    "sl": gettext_lazy("in Slovene"),
    "en": gettext_lazy("in English"),
    "de": gettext_lazy("in German"),
}


@register.filter
def foreign_language(page) -> str:
    """Return the code of a page's language when it is not the reader's, else nothing.

    The page's ``locale`` has to be there already; things that have none are in the reader's.
    """
    locale = getattr(page, "locale", None)
    code = locale.language_code if locale else get_language()
    return "" if code == get_language() else code


@register.simple_tag
def main_language() -> str:
    """Return the code of the main language where the reader's is another, else nothing.

    Organisations and places say what they are in the main language alone.
    """
    return "" if get_language() == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE


@register.filter
def lang_attribute(code: str) -> str:
    """Return `` lang="…"`` for a code, or nothing."""
    return format_html(' lang="{}"', code) if code else ""


@register.filter
def in_language(code: str) -> str:
    """Say a language as it stands on a tag: "in Slovene"."""
    return str(IN_LANGUAGE.get(code, code))
