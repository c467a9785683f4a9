"""What an object says of itself to the index, read from its ``search_fields`` alone.

Wagtail's meaning of a field is kept: a ``SearchField`` with a boost stands in the title, any other
in the text; an ``AutocompleteField`` is completed; a ``FacetField`` narrows. Readers find what has
a kind: a page's ``kind``, a row's ``search_kind``. What takes place says from when until when by
``takes_place``.
"""

import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.utils import translation
from wagtail.models import Page
from wagtail.search import index

from core.querysets import is_restricted
from core.search_fields import FacetField
from search.analysers import site_analyser
from search.analysis.analyser import VERSION
from search.analysis.words import fold, words
from search.kinds import kind_of
from search.models import Entry

# A text beyond this is found by what stands before; PostgreSQL takes no more than a megabyte.
LONGEST_TEXT = 200_000
LONGEST_LABEL = 255


def entries_of(model, pks: Iterable) -> list[Entry]:
    """Return entries, not saved, of those objects of ``model`` that exist and are indexed."""
    rows = _with_related(model, model.get_indexed_objects().filter(pk__in=list(pks)))
    if issubclass(model, Page):
        rows = rows.annotate(is_closed_to_some=is_restricted())
    content_type = ContentType.objects.get_for_model(model)
    # Pictures and documents of the CMS are no hits.
    ready = getattr(model, "ready_as_hits", list)
    return [_entry_of(row, content_type) for row in ready(rows)]


def states_of(model) -> dict[str, tuple[bool, object]]:
    """Return of each object, by its primary key as text, whether its entry is public, and when the
    text that the entry has was published."""
    rows = model.get_indexed_objects().order_by()
    has_kind = bool(kind_of(model))
    if issubclass(model, Page):
        rows = rows.annotate(is_closed_to_some=is_restricted())
        return {
            str(pk): (has_kind and live and not closed, changed_at)
            for pk, live, closed, changed_at in rows.values_list(
                "pk", "live", "is_closed_to_some", "last_published_at"
            )
        }
    if any(field.name == "is_active" for field in model._meta.concrete_fields):
        states = rows.values_list("pk", "is_active")
    else:
        states = ((pk, True) for pk in rows.values_list("pk", flat=True))
    return {str(pk): (has_kind and is_active, None) for pk, is_active in states}


def signature_of(kind: str, facets: str) -> int:
    """Return the number of a facet set: the same for the same words, 63 bits of their hash."""
    digest = hashlib.blake2b(f"{kind} {facets}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def _with_related(model, rows):
    """Read what fields name along with the rows: a few queries for all of them."""
    named = {"locale"} | {
        field.field_name
        for field in model.get_search_fields()
        if isinstance(field, index.RelatedFields | FacetField)
    }
    for name in sorted(named):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            # A property, whose model knows what to read for it (get_indexed_objects).
            continue
        if field.many_to_many or field.one_to_many:
            rows = rows.prefetch_related(name)
        elif field.is_relation:
            rows = rows.select_related(name)
    return rows


def _entry_of(obj, content_type):
    language = _language_of(obj)
    spoken = language or settings.LANGUAGE_CODE
    with translation.override(spoken):
        return _entry_in(obj, content_type, language, spoken)


def _entry_in(obj, content_type, language, spoken):
    fields = type(obj).get_search_fields()
    kind = kind_of(type(obj))
    titles, texts = _texts(obj, fields)
    label = clean(getattr(obj, "title", None) or str(obj))[:LONGEST_LABEL]
    text = "\n".join(texts)[:LONGEST_TEXT]
    own, terms = _terms(obj, fields)
    facets = f" {' '.join(terms)} " if terms else ""
    starts_at, ends_at = getattr(obj, "takes_place", (None, None))
    return Entry(
        content_type=content_type,
        object_id=str(obj.pk),
        is_public=bool(kind) and _is_open(obj),
        language=language,
        kind=kind,
        starts_at=starts_at,
        ends_at=ends_at,
        published_at=getattr(obj, "first_published_at", None),
        changed_at=getattr(obj, "last_published_at", None),
        version=VERSION,
        term=own,
        label=label,
        facets=facets,
        signature=signature_of(kind, facets),
        title=site_analyser().page_keys("\n".join(titles), spoken),
        body=site_analyser().page_keys(text, spoken),
        prefixes=" ".join(_completed(obj, fields)),
        text=text,
    )


def _language_of(obj):
    locale = getattr(obj, "locale", None)
    return locale.language_code if locale else ""


def _is_open(obj):
    if isinstance(obj, Page):
        return obj.live and not obj.is_closed_to_some
    return getattr(obj, "is_active", True)


def _texts(obj, fields, is_related=False):
    """The strings of titles and of texts; a related object's titles are text here."""
    titles, texts = [], []
    for field in fields:
        if isinstance(field, index.SearchField):
            is_title = field.boost and not is_related
            (titles if is_title else texts).extend(_strings(field.get_value(obj)))
        elif isinstance(field, index.RelatedFields):
            for related in _related(field, obj):
                texts.extend(_texts(related, field.fields, is_related=True)[1])
    return titles, texts


def _related(field, obj):
    value = field.get_value(obj)
    if value is None:
        return []
    return value.all() if hasattr(value, "all") else [value]


def _strings(value):
    """Whatever a field holds, as strings: blocks and lists come one by one."""
    if value is None or value == "":
        return
    if isinstance(value, dict):
        value = value.values()
    elif isinstance(value, str) or not isinstance(value, Iterable):
        yield clean(str(value))
        return
    for one in value:
        yield from _strings(one)


def clean(text):
    """Leave out what no database stores."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\0", " ")


def _completed(obj, fields):
    found = []
    for field in fields:
        if isinstance(field, index.AutocompleteField):
            for text in _strings(field.get_value(obj)):
                found.extend(fold(word) for word in words(text))
    return list(dict.fromkeys(found))


def _terms(obj, fields):
    """The object's own term, perhaps "", and all terms of its facets."""
    own, terms = "", []
    for field in fields:
        if isinstance(field, FacetField):
            named = [f"{field.facet}:{slug}" for slug in field.get_slugs(obj)]
            terms.extend(named)
            if field.is_own(obj):
                own = named[0]
    return own, terms
