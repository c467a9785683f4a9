"""Texts in several languages, where review meets translation."""

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.models import Locale, Page

from moderation.errors import Refused
from network.models import Contribution, Original
from network.translations import original_of, take_facts


def source_of(contribution: Contribution) -> Page:
    """Return the page in the language in which the text was written."""
    original = original_of(contribution.page)
    return original.source if original else contribution.page


def original_id(page_id: int) -> int:
    """Return the number of the page in the language in which the text was written."""
    source = Original.objects.filter(page=page_id).values_list("source", flat=True).first()
    return source or page_id


def translations_of(contribution: Contribution) -> list[Contribution]:
    """Return the contributions that translate this one, public or not."""
    pages = contribution.page.translated_into.values("page")
    return list(Contribution.objects.filter(page__in=pages).with_page())


def may_be_public(contribution: Contribution) -> bool:
    """Tell whether readers may get the text: a translation only while its original is public."""
    return source_of(contribution).live or not contribution.is_translation


def begin(source, *, language: str, user) -> Page:
    """Copy a public page below its section in another language, as a draft of ``user``'s.

    :raises Refused: when the site has no such language, or no such section in it
    """
    # Before a database is asked: not every one takes whatever somebody sends.
    is_ours = language in dict(settings.LANGUAGES)
    others = Locale.objects.exclude(pk=source.locale_id)
    locale = others.filter(language_code=language).first() if is_ours else None
    if locale is None:
        raise Refused(_("The site does not speak this language."))
    known = source.get_translation_or_none(locale)
    if known:
        return known
    # The section's number of children and its last one's path must not change under our hands.
    section = source.get_parent().get_translations().filter(locale=locale)
    list(section.select_for_update().values_list("pk"))
    try:
        page = source.copy_for_translation(locale)
    except ParentNotTranslatedError as missing:
        raise Refused(_("There is no such section in this language yet.")) from missing
    page.owner = user
    take_facts(page, source)
    page.save(clean=False)
    page.save_revision(user=user, clean=False)
    return page
