"""What stands on every page: the sections, the pages at the foot, who pays.

It is gathered once and kept for all processes until something of it changes.
"""

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Page, PageViewRestriction, Site

from core.models import BasePage
from core.querysets import open_to_all
from home.models import Funder, HomePage, PlainPage
from network.models import ModeratedPage

# Moving a page in the tree tells nobody; this is how long its old place may stand.
KEPT_FOR_SECONDS = 300
LOGO = "max-320x120"


def furniture_of(site: Site, language: str) -> dict:
    """Return what stands around every page in a language; no query when it is kept.

    Sections, pages at the foot, text and funders; ``addresses`` are those of all pages of the frame
    by what they share with their translations.
    """
    kept = cache.get(_key(site.pk, language))
    if kept is None:
        kept = _gather(_front_page(site, language))
        cache.set(_key(site.pk, language), kept, KEPT_FOR_SECONDS)
    return kept


def _key(site_pk, language) -> str:
    return f"furniture-{site_pk}-{language}"


def _front_page(site, language) -> HomePage:
    """The front page of a language, or that of the site where nobody has made one."""
    in_all = HomePage.objects.filter(translation_key=site.root_page.translation_key)
    return in_all.filter(locale__language_code=language).first() or site.root_page.specific


def _gather(home) -> dict:
    at_foot = PlainPage.objects.filter(pk=OuterRef("pk"), show_in_footer=True)
    frame = Page.objects.descendant_of(home).live().filter(contribution=None)
    pages = list(
        open_to_all(frame)
        .annotate(
            is_section=Q(show_in_menus=True, depth=home.depth + 1),
            is_at_foot=Exists(at_foot),
        )
        .select_related("content_type")
    )
    return {
        "home_url": home.url,
        "addresses": {page.translation_key: page.url for page in (home, *pages)},
        "sections": [
            {"title": page.title, "url": page.url, "section": _colours(page)}
            for page in pages
            if page.is_section
        ],
        "pages": [{"title": page.title, "url": page.url} for page in pages if page.is_at_foot],
        "text": home.footer_text,
        "funders": [
            {
                "name": funder.name,
                "text": funder.text,
                "logo": get_rendition_or_not_found(funder.logo, LOGO) if funder.logo else None,
            }
            for funder in home.funders.select_related("logo")
        ],
    }


def _colours(page) -> str:
    """The section whose colours a page has, from its class alone."""
    model = page.content_type.model_class()
    return model.section if issubclass(model, BasePage) else BasePage.section


@receiver(post_save)
@receiver(post_delete)
def forget_furniture(instance, **kwargs):
    """Gather it anew once a page of the frame, a funder or a restriction has changed."""
    is_of_the_frame = isinstance(instance, Funder | PageViewRestriction | Site) or (
        isinstance(instance, Page) and not isinstance(instance, ModeratedPage)
    )
    if not is_of_the_frame:
        return
    keys = [
        _key(pk, language)
        for pk in Site.objects.values_list("pk", flat=True)
        for language, _name in settings.LANGUAGES
    ]
    cache.delete_many(keys)
    # Again when the others can see it: meanwhile they may have gathered what it was before.
    transaction.on_commit(lambda: cache.delete_many(keys))
