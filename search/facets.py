"""By what readers narrow what they found, and the names of its values."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from search.backends.asks import When
from search.models import Entry

# A facet's word in the index and in the address, and what readers call it.
FACETS = {
    "tema": _("Topic"),
    "obcina": _("Municipality"),
    "obdobje": _("Life stage"),
    "organizacija": _("Organisation"),
}
WHENS = {
    When.TODAY: _("today"),
    When.WEEK: _("in the next seven days"),
    When.MONTH: _("in the next month"),
    When.TO_COME: _("some time to come"),
    When.OVER: _("already over"),
}


def names_of(terms: Collection[str], language: str) -> dict[str, str]:
    """Return the names of what terms such as ``tema:sport`` stand for, where there is such a thing.

    A topic's name is that of ``language``, or another's where it has none there. What readers may
    not open has none. One query.
    """
    names = {}
    if not terms:
        return names
    # A life stage has no kind: it is nothing to find, but has its name.
    named = Q(is_public=True) | Q(kind="")
    entries = Entry.objects.filter(named, term__in=terms).order_by("pk")
    for entry in entries.only("term", "language", "label"):
        if entry.term not in names or entry.language == language:
            names[entry.term] = entry.label
    return names
