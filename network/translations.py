"""Pages in several languages: a translation has texts of its own and its source's facts.

Dates, place, price, picture, topics … are the source's, in every draft and in public; they change with
it and are in no form of a translation. Texts are translated by people, and a translation says when its
source has been published with other texts since.
"""

from django.db import transaction
from wagtail.fields import StreamField
from wagtail.models import Page, TranslatableMixin

from network.models.original import Original


def texts_of(page) -> dict[str, str]:
    """Return what there is to translate on a page, in plain words by the names of its fields."""
    return {name: _plain(page, name) for name in page.text_fields}


def note_original(*, page: Page, source: Page) -> Original:
    """Remember that ``page`` translates ``source`` as it stands now."""
    original, _created = Original.objects.update_or_create(
        page_id=page.pk,
        defaults={"source_id": source.pk, "texts": texts_of(source), "is_outdated": False},
    )
    return original


def original_of(page: Page) -> Original | None:
    """Return the row beside a translation; None for what was written in its language."""
    return getattr(page, "original", None)


def take_facts(page, source) -> None:
    """Set, unsaved, everything on ``page`` that a translation has from its source.

    What has languages of its own, such as a topic, is taken in the page's; what has no name in it
    is left out.
    """
    for field in page.shared_fields():
        if not field.many_to_many:
            setattr(page, field.attname, getattr(source, field.attname))
        elif issubclass(field.related_model, TranslatableMixin):
            keys = [row.translation_key for row in getattr(source, field.name).all()]
            rows = field.related_model.objects.filter(translation_key__in=keys)
            setattr(page, field.name, list(rows.filter(locale=page.locale_id)))
        else:
            setattr(page, field.name, list(getattr(source, field.name).all()))


@transaction.atomic
def follow_publication(page) -> None:
    """Bring originals and translations up to date with a page that has just been published."""
    page = page.specific
    original = Original.objects.select_related("source").filter(page=page.pk).first()
    if original:
        _follow_own(page, original)
        return
    for original in Original.objects.filter(source=page.pk).select_related("page"):
        _follow_source(page, original)


def _follow_own(page, original) -> None:
    """A version that was written after the source's last publication has seen it."""
    source = original.source.specific
    texts = texts_of(source)
    written_at = page.live_revision.created_at if page.live_revision else page.last_published_at
    if source.last_published_at is None or written_at >= source.last_published_at:
        original.texts = texts
    original.is_outdated = original.texts != texts
    original.save(update_fields=["texts", "is_outdated"])


def _follow_source(source, original) -> None:
    is_outdated = original.texts != texts_of(source)
    if is_outdated != original.is_outdated:
        original.is_outdated = is_outdated
        original.save(update_fields=["is_outdated"])
    translation = original.page.specific
    if hasattr(translation, "shared_fields"):
        take_facts(translation, source)
        # Facts alone: texts and whether it is public may have been decided since it was read.
        # Saving tells the search and the index of references.
        facts = [field.name for field in translation.shared_fields()]
        translation.save(clean=False, update_fields=facts)


def _plain(page, name) -> str:
    value = getattr(page, name)
    if isinstance(page._meta.get_field(name), StreamField):
        return "\n".join(value.stream_block.get_searchable_content(value))
    return str(value or "")
