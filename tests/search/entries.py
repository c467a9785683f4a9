"""Entries made by hand: what is indexed of pages has tests of its own."""

from itertools import count

from django.contrib.contenttypes.models import ContentType

from search.analysers import site_analyser
from search.analysis.analyser import VERSION
from search.documents import signature_of
from search.models import Entry, FacetSet
from search.services.vocabulary import count_words

numbers = count(1)


def entry(text, *, title="", language="sl", kind="objava", facets="", **facts):
    spoken = language or "sl"
    signature = signature_of(kind, facets)
    FacetSet.objects.get_or_create(id=signature, kind=kind, facets=facets)
    made = Entry.objects.create(
        content_type=ContentType.objects.get_for_model(Entry),
        object_id=f"x{next(numbers)}",
        language=language,
        kind=kind,
        facets=facets,
        signature=signature,
        version=VERSION,
        label=title,
        title=site_analyser().page_keys(title, spoken),
        body=site_analyser().page_keys(text, spoken),
        text=text,
        **{"is_public": True} | facts,
    )
    count_words(before=[], after=[made])
    return made
