"""What coordinators do to topics and life stages."""

from django.db import transaction

from core.querysets import fields_naming


@transaction.atomic
def merge_terms(*, term, into) -> None:
    """Let ``into`` take the place of a topic or life stage, on every page and in every language.

    Versions that name what is gone are read as if they named ``into``; its addresses lead there.

    :raises ValueError: when the two are one, of two kinds or of two languages
    """
    if type(term) is not type(into) or term.pk == into.pk or term.locale_id != into.locale_id:
        raise ValueError("Only two terms of one kind and one language can be merged")
    for other in term.get_translations():
        twin = into.get_translation_or_none(other.locale)
        if twin:
            _merge(other, twin)
        else:
            other.translation_key = into.translation_key
            other.save(update_fields=["translation_key"])
    _merge(term, into)


def _merge(term, into):
    for field in fields_naming(type(term)):
        rows, page, name = (
            field.remote_field.through._default_manager,
            field.m2m_field_name(),
            field.m2m_reverse_field_name(),
        )
        have_both = rows.filter(**{name: into.pk}).values(page)
        rows.filter(**{name: term.pk, f"{page}__in": have_both}).delete()
        rows.filter(**{name: term.pk}).update(**{name: into.pk})
    term.former.update(term=into)
    into.former.create(slug=term.slug, number=term.pk)
    term.delete()
