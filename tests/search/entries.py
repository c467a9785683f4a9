"""Entries made by hand: what is indexed of pages has tests of its own."""

from itertools import count

from django.contrib.contenttypes.models import ContentType

from search.analysers import site_analyser
from search.analysis.analyser import VERSION
from search.documents import signature_of
from search.models import Entry
from search.services.indexing import keep_facet_sets
from search.services.vocabulary import count_words

numbers = count(1)


def entry(text, *, title="", language="sl", **facts):
    spoken = language or "sl"
    facts = {"is_public": True, "kind": "objava", "facets": ""} | facts
    made = Entry.objects.create(
        content_type=ContentType.objects.get_for_model(Entry),
        object_id=f"x{next(numbers)}",
        language=language,
        version=VERSION,
        label=title,
        title=site_analyser().page_keys(title, spoken),
        body=site_analyser().page_keys(text, spoken),
        text=text,
        signature=signature_of(facts["kind"], facts["facets"]),
        **facts,
    )
    keep_facet_sets([made])
    count_words(before=[], after=[made])
    return made
