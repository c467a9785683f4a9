"""Entries made by hand: what is indexed of pages has tests of its own."""

from itertools import count

from django.contrib.contenttypes.models import ContentType

from search.analysers import site_analyser
from search.analysis.analyser import VERSION
from search.models import Entry
from search.services.vocabulary import count_words

numbers = count(1)


def entry(text, *, title="", language="sl", **facts):
    spoken = language or "sl"
    made = Entry.objects.create(
        content_type=ContentType.objects.get_for_model(Entry),
        object_id=f"x{next(numbers)}",
        language=language,
        version=VERSION,
        label=title,
        title=site_analyser().page_keys(title, spoken),
        body=site_analyser().page_keys(text, spoken),
        text=text,
        **{"is_public": True, "kind": "objava"} | facts,
    )
    count_words(before=[], after=[made])
    return made
