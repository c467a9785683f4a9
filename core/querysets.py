"""Which pages everybody may open, and what topics and life stages are used by."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction, Revision


def is_restricted() -> Exists:
    """Tell, as part of a query for pages, whether one is restricted, itself or by a page above."""
    # A subquery in place of a join: after ANALYZE, SQLite went through all pages for each row.
    restricted = Page.objects.filter(pk=OuterRef("page_id")).order_by()
    above_or_itself = PageViewRestriction.objects.annotate(
        path=Subquery(restricted.values("path"))
    ).filter(path=Substr(OuterRef("path"), 1, Length("path")))
    return Exists(above_or_itself)


def open_to_all(pages):
    """Leave out pages that are restricted.

    Wagtail's ``public()`` means the same, but asks for all restrictions with a query of its own.
    """
    return pages.filter(~is_restricted())


class TermQuerySet(QuerySet):
    def at(self, slug: str):
        """Return the term at this address, or the one to which it leads by now, or None."""
        return (
            self.filter(slug=slug).first()
            or self.filter(former__slug=slug).order_by("-former__pk").first()
        )

    def now_called(self, numbers: Iterable[int]) -> list[int]:
        """Return primary keys, those of merged terms replaced by what they were merged into."""
        numbers = list(numbers)
        became = dict(self.filter(former__number__in=numbers).values_list("former__number", "pk"))
        return list(dict.fromkeys(became.get(number, number) for number in numbers))

    def as_doors(self) -> list:
        """Return life stages in their order; the one for trouble is never the last of several."""
        stages = list(self)
        if len(stages) > 1 and stages[-1].is_urgent:
            stages[-2:] = reversed(stages[-2:])
        return stages


def fields_naming(term_model) -> list:
    """Return the fields of pages that name topics, or life stages."""
    return [
        relation.field
        for relation in term_model._meta.get_fields(include_hidden=True)
        if relation.auto_created and relation.many_to_many
    ]


def pages_naming(term):
    """Pages on which a topic or life stage stands, in what is public or in the newest version."""
    found = set()
    for field in fields_naming(type(term)):
        rows = field.remote_field.through._default_manager
        found |= set(
            rows.filter(**{field.m2m_reverse_field_name(): term.pk}).values_list(
                field.m2m_field_name(), flat=True
            )
        )
        open_drafts = Page.objects.filter(
            has_unpublished_changes=True,
            content_type=ContentType.objects.get_for_model(field.model),
        )
        versions = Revision.objects.filter(pk__in=open_drafts.values("latest_revision"))
        # No database of ours finds a number in a list within JSON in the same way as the other.
        for page_id, numbers in versions.values_list("object_id", f"content__{field.name}"):
            if term.pk in type(term).objects.now_called(numbers or ()):
                found.add(int(page_id))
    return Page.objects.filter(pk__in=found).order_by("title", "pk")
