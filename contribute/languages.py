"""A text in the languages of the site: which there are, and which could be begun."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from moderation.comparing import Change, field_label
from moderation.differences import changed_words
from network.models import Contribution
from network.translations import original_of, texts_of

TRANSLATE_INTO = {
    "sl": _("Translate into Slovene"),
    "en": _("Translate into English"),
    "de": _("Translate into German"),
}


@dataclass(frozen=True)
class InLanguage:
    """The text in a language: its contribution, or the words for having it translated."""

    code: str
    name: str
    contribution: Contribution | None
    translate_label: str

    @property
    def is_outdated(self) -> bool:
        return bool(
            self.contribution
            and self.contribution.is_translation
            and self.contribution.page.original.is_outdated
        )


def in_languages(contribution: Contribution) -> list[InLanguage]:
    """Return the text in every language of the site, the main one first."""
    same = Contribution.objects.filter(
        page__translation_key=contribution.page.translation_key
    ).with_page()
    known = _by_language(same)
    return [
        InLanguage(code, name, known.get(code), TRANSLATE_INTO[code])
        for code, name in settings.LANGUAGES
    ]


def what_the_original_says_now(contribution: Contribution) -> list[Change]:
    """Return the fields of which the original says something else than when it was translated."""
    original = original_of(contribution.page)
    if original is None or not original.is_outdated:
        return []
    source = original.source.specific
    return [
        Change(field_label(source, name), changed_words(original.texts.get(name, ""), text))
        for name, text in texts_of(source).items()
        if original.texts.get(name, "") != text
    ]


def _by_language(contributions: Iterable[Contribution]) -> dict[str, Contribution]:
    return {row.page.locale.language_code: row for row in contributions}
