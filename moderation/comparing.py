"""What readers would read in one version and not in another, field by field."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.body import readable_text
from moderation.differences import Part, changed_words
from network.models import ModeratedPage


@dataclass(frozen=True)
class Change:
    """A field that says something else than before."""

    label: str
    parts: list[Part]


def changes_between(before: ModeratedPage, after: ModeratedPage) -> list[Change]:
    """Return the fields that differ, each as a difference of words."""
    return changes_since(words_of(before), after)


def changes_since(words: dict[str, str], after: ModeratedPage) -> list[Change]:
    """Return what differs from ``words``, which ``words_of`` an earlier version were."""
    now = words_of(after)
    return [
        Change(field_label(after, name), changed_words(words.get(name, ""), said))
        for name, said in now.items()
        if words.get(name, "") != said
    ]


def words_of(page: ModeratedPage) -> dict[str, str]:
    """Return what readers would read, by the name of the field, in the order of reading."""
    words = {name: _words(page, name) for name in (*page.compared_fields, "topics")}
    return {**words, "body": readable_text(page.body)}


def field_label(page, name) -> str:
    """Return what editors call a field of the page."""
    return str(page._meta.get_field(name).verbose_name)


def _words(page, name) -> str:
    if in_words := getattr(page, f"{name}_in_words", None):
        return in_words()
    display = getattr(page, f"get_{name}_display", None)
    value = display() if display else getattr(page, name)
    if page._meta.get_field(name).many_to_many:
        return ", ".join(sorted(str(row) for row in value.all()))
    match value:
        case None:
            return ""
        case bool():
            return str(_("yes") if value else _("no"))
        case date():
            return date_format(value, "j. n. Y")
    return str(value)
